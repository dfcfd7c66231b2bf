package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The status of a Pod, which the model's scheduler and kubelets write. */
final class PodStatusProjection {
  private static final String READY = "Ready";
  private static final String PHASE = "phase";
  static final String SCHEDULED = "PodScheduled";

  private static final String STATUS = "status";
  private static final String CONDITIONS = "conditions";
  private static final Set<String> OWN =
      Set.of(SCHEDULED, "Initialized", READY, "ContainersReady", "DisruptionTarget");

  private PodStatusProjection() {}

  static PodPhase phase(JsonNode document) {
    String phase = document.path(STATUS).path(PHASE).asText();
    return phase.isEmpty() ? PodPhase.PENDING : PodPhase.valueOf(phase.toUpperCase(Locale.ROOT));
  }

  static boolean isReady(JsonNode document) {
    return ready(document).path(STATUS).asText().equals("True");
  }

  /** Now, where its condition does not say. */
  static Instant readySince(JsonNode document) {
    String time = ready(document).path("lastTransitionTime").asText();
    return time.isEmpty() ? Instant.now() : Instant.parse(time);
  }

  private static JsonNode ready(JsonNode document) {
    for (JsonNode condition : document.path(STATUS).path(CONDITIONS)) {
      if (condition.path("type").asText().equals(READY)) {
        return condition;
      }
    }
    return Json.object();
  }

  /** Takes away what {@link #show} writes; other conditions and texts stay. */
  static void strip(ObjectNode document) {
    if (!(document.get(STATUS) instanceof ObjectNode status)) {
      return;
    }
    status.remove(List.of(PHASE, "qosClass", "startTime", "containerStatuses", "podIP", "hostIP"));
    ArrayNode others = Json.array();
    for (JsonNode condition : status.path(CONDITIONS)) {
      boolean waits =
          condition.path("type").asText().equals(SCHEDULED)
              && condition.path(STATUS).asText().equals("False");
      if (waits || !OWN.contains(condition.path("type").asText())) {
        others.add(condition);
      }
    }
    if (others.isEmpty()) {
      status.remove(CONDITIONS);
    } else {
      status.set(CONDITIONS, others);
    }
    if (status.isEmpty()) {
      document.remove(STATUS);
    }
  }

  /**
   * @param disruption why it terminates, if it does for a reason
   */
  static void show(Pod pod, Optional<String> disruption, ObjectNode document) {
    ObjectNode status = document.withObjectProperty(STATUS);
    String phase = pod.phase().name();
    status.put(PHASE, phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT));
    status.put("qosClass", "BestEffort");
    JsonNode others = status.path(CONDITIONS);
    ArrayNode conditions = Json.array();
    others.forEach(condition -> {
      boolean stale = condition.path("type").asText().equals(SCHEDULED) && pod.node() != null;
      if (!stale) {
        conditions.add(condition);
      }
    });
    status.set(CONDITIONS, conditions);
    String scheduled = Json.time(pod.meta().created());
    if (pod.node() != null) {
      condition(conditions, SCHEDULED, true, scheduled);
    }
    disruption.ifPresent(reason ->
        conditions
            .addObject()
            .put("type", "DisruptionTarget")
            .put(STATUS, "True")
            .put("reason", reason)
            .put("message", reason)
            .put("lastTransitionTime", Json.time(pod.meta().deletionRequested())));
    if (pod.phase() == PodPhase.PENDING) {
      return;
    }
    String since = pod.ready() ? Json.time(pod.readySince()) : scheduled;
    condition(conditions, "Initialized", true, scheduled);
    condition(conditions, READY, pod.ready(), since);
    condition(conditions, "ContainersReady", pod.ready(), since);
    status.put("startTime", scheduled);
    status.put("hostIP", "10.0.0.1").put("podIP", PodAddress.of(pod));
    containers(pod, document.path("spec"), status.putArray("containerStatuses"), since);
  }

  private static void condition(ArrayNode conditions, String type, boolean is, String since) {
    conditions
        .addObject()
        .put("type", type)
        .put(STATUS, is ? "True" : "False")
        .put("lastTransitionTime", since);
  }

  private static void containers(Pod pod, JsonNode spec, ArrayNode statuses, String since) {
    for (JsonNode container : spec.path("containers")) {
      ObjectNode status = statuses.addObject();
      status.set("name", container.path("name"));
      status.set("image", container.path("image"));
      status.put("imageID", "");
      status.put("ready", pod.ready()).put("started", !pod.phase().terminal());
      status.put("restartCount", pod.restarts());
      ObjectNode state = status.putObject("state");
      if (pod.phase().terminal()) {
        state
            .putObject("terminated")
            .put("exitCode", pod.phase() == PodPhase.SUCCEEDED ? 0 : 1)
            .put("finishedAt", since);
      } else {
        state.putObject("running").put("startedAt", since);
      }
    }
  }
}
