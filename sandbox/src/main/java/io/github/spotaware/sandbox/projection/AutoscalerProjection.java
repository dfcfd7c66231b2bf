package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A HorizontalPodAutoscaler as a document; its metrics are there, and nothing reads them. */
final class AutoscalerProjection implements Projection<Autoscaler> {
  private static final String SPEC = "spec";
  private static final String MIN = "minReplicas";
  private static final String MAX = "maxReplicas";

  @Override
  public Kind<Autoscaler> kind() {
    return Kind.AUTOSCALER;
  }

  @Override
  public Autoscaler read(ObjectNode document, Meta meta, @Nullable Autoscaler before) {
    JsonNode spec = document.path(SPEC);
    return new Autoscaler(
        meta,
        spec.has(MIN) ? spec.path(MIN).asInt() : null,
        spec.path(MAX).asInt(),
        spec.at("/scaleTargetRef/name").asText());
  }

  @Override
  public void show(Autoscaler autoscaler, ObjectNode document) {
    ObjectNode spec = document.withObjectProperty(SPEC);
    if (autoscaler.minReplicas() != null) {
      spec.put(MIN, autoscaler.minReplicas());
    }
    spec.put(MAX, autoscaler.maxReplicas());
  }

  @Override
  public void strip(ObjectNode document) {
    Json.in(document, SPEC).remove(List.of(MIN, MAX));
  }
}
