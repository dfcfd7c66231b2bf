package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Document;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Pod;
import java.util.Map;

/** Conditions of pods that the model does not keep. */
public final class PodConditions {
  private PodConditions() {}

  /** The rest of a pod that no node takes; what others wrote of it stays. */
  public static Document unschedulable(Pod pod) {
    Document rest =
        pod.meta().rest() instanceof Document document
            ? document
            : new Document(Json.object(), Map.of());
    ObjectNode fields = rest.copy();
    ArrayNode conditions = fields.withObjectProperty("status").withArrayProperty("conditions");
    conditions.removeIf(each -> each.path("type").asText().equals(PodStatusProjection.SCHEDULED));
    conditions
        .addObject()
        .put("type", PodStatusProjection.SCHEDULED)
        .put("status", "False")
        .put("reason", "Unschedulable")
        .put("message", "no node takes it")
        .put("lastTransitionTime", Json.time(pod.meta().created()));
    return new Document(fields, rest.applied());
  }
}
