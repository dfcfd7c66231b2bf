package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.object.ReplicaSetStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A ReplicaSet as a document. Those of Deployments are made by the model's controller. */
final class ReplicaSetProjection implements Projection<ReplicaSet> {
  private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  private static final String MOST = "deployment.kubernetes.io/max-replicas";
  private static final String SPEC = "spec";

  private record Count(int replicas, String since) {}

  private final TemplateProjection templates;

  /** By UID, until it is gone. */
  private final Map<String, Count> counts = new HashMap<>();

  ReplicaSetProjection(TemplateProjection templates) {
    this.templates = templates;
  }

  @Override
  public Kind<ReplicaSet> kind() {
    return Kind.REPLICA_SET;
  }

  @Override
  public String ownerKind() {
    return "Deployment";
  }

  @Override
  public Set<String> keptAnnotations() {
    return Set.of(DeploymentProjection.REVISION, DESIRED, MOST);
  }

  @Override
  public ReplicaSet read(ObjectNode document, Meta meta, @Nullable ReplicaSet before) {
    JsonNode spec = document.path(SPEC);
    return new ReplicaSet(
        meta,
        spec.path("replicas").asInt(),
        before == null ? templates.read(meta.key(), spec.path("template")) : before.template(),
        spec.path("minReadySeconds").asInt(),
        before == null ? 0 : before.revision(),
        before == null ? 0 : before.desiredReplicas(),
        before == null ? 0 : before.maxReplicas(),
        before == null ? ReplicaSetStatus.NONE : before.status());
  }

  @Override
  public void show(ReplicaSet set, ObjectNode document) {
    if (set.revision() > 0) {
      Json.in(document, "metadata")
          .withObjectProperty("annotations")
          .put(DeploymentProjection.REVISION, Long.toString(set.revision()))
          .put(DESIRED, Integer.toString(set.desiredReplicas()))
          .put(MOST, Integer.toString(set.maxReplicas()));
    }
    Json.in(document, "metadata").putArray("managedFields").add(writer(set));
    ObjectNode spec = document.withObjectProperty(SPEC);
    spec.put("replicas", set.replicas());
    if (set.minReadySeconds() > 0) {
      spec.put("minReadySeconds", set.minReadySeconds());
    }
    if (!spec.has("selector")) {
      spec.set("selector", SelectorProjection.of(set.meta().labels()));
    }
    ObjectNode template = TemplateProjection.show(set.template());
    Json.put(template.withObjectProperty("metadata"), "labels", set.meta().labels());
    spec.set("template", template);
    status(set.status(), document.putObject("status"));
  }

  /** The ReplicaSet is gone. */
  void forget(String uid) {
    counts.remove(uid);
  }

  /** Who wrote the count is always the same; when, is since it is what it is. */
  private JsonNode writer(ReplicaSet set) {
    Count known = counts.get(set.meta().uid());
    Count now =
        known != null && known.replicas() == set.replicas()
            ? known
            : new Count(set.replicas(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    counts.put(set.meta().uid(), now);
    return CountOwners.entry("kube-controller-manager", "Update", "", now.since());
  }

  private static void status(ReplicaSetStatus status, ObjectNode shown) {
    shown.put("replicas", status.replicas());
    if (status.readyReplicas() > 0) {
      shown.put("readyReplicas", status.readyReplicas());
      shown.put("fullyLabeledReplicas", status.replicas());
    }
    if (status.availableReplicas() > 0) {
      shown.put("availableReplicas", status.availableReplicas());
    }
    if (status.observedGeneration() > 0) {
      shown.put("observedGeneration", status.observedGeneration());
    }
    String failure = status.replicaFailure();
    if (failure != null) {
      shown
          .putArray("conditions")
          .addObject()
          .put("type", "ReplicaFailure")
          .put("status", "True")
          .put("reason", "FailedCreate")
          .put("message", failure);
    }
  }

  @Override
  public void strip(ObjectNode document) {
    Json.in(document, SPEC).remove(List.of("replicas", "template", "minReadySeconds"));
    document.remove("status");
  }
}
