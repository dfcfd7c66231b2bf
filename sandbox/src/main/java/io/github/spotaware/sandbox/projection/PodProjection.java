package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A Pod as a document. Its node, phase and readiness are the model's; where a client writes its
 * status, the phase and the condition Ready are taken.
 */
final class PodProjection implements Projection<Pod> {
  private static final int GRACE = 30;
  private static final String SPEC = "spec";
  private static final String NODE = "nodeName";

  private final PodEnds ends;

  PodProjection(PodEnds ends) {
    this.ends = ends;
  }

  @Override
  public Kind<Pod> kind() {
    return Kind.POD;
  }

  @Override
  public String ownerKind() {
    return "ReplicaSet";
  }

  @Override
  public Pod read(ObjectNode document, Meta meta, @Nullable Pod before) {
    PodPhase phase = PodStatusProjection.phase(document);
    long since =
        PodStatusProjection.isReady(document)
            ? before != null && before.ready() ? before.readySince() : now(document)
            : Meta.NEVER;
    String node = document.path(SPEC).path(NODE).asText();
    return new Pod(
        meta,
        before == null ? TemplateProjection.of(0, document) : before.template(),
        node.isEmpty() ? null : node,
        phase,
        since,
        before == null ? 0 : before.restarts());
  }

  /** When its condition says that it became Ready. */
  private static long now(JsonNode document) {
    return Duration.between(VirtualTime.EPOCH, PodStatusProjection.readySince(document)).toNanos();
  }

  @Override
  public void show(Pod pod, ObjectNode document) {
    ObjectNode spec = document.withObjectProperty(SPEC);
    if (pod.node() != null) {
      spec.put(NODE, pod.node());
    }
    if (pod.meta().terminating()) {
      int grace = ends.grace(pod).orElse(spec.path("terminationGracePeriodSeconds").asInt(GRACE));
      Json.in(document, "metadata")
          .put(
              "deletionTimestamp",
              Json.time(pod.meta().deletionRequested() + Duration.ofSeconds(grace).toNanos()))
          .put("deletionGracePeriodSeconds", grace);
    }
    PodStatusProjection.show(pod, ends.disruption(pod), document);
  }

  @Override
  public void strip(ObjectNode document) {
    Json.in(document, SPEC).remove(NODE);
    PodStatusProjection.strip(document);
  }
}
