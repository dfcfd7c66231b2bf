package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DeploymentStatus;
import io.github.spotaware.simulation.cluster.object.Progress;
import java.util.Locale;
import java.util.Map;

/** The status of a Deployment, which its controller in the model writes. */
final class DeploymentStatusProjection {
  private static final Map<Progress.Reason, String> MESSAGES =
      Map.of(
          Progress.Reason.NEW_REPLICA_SET_CREATED, "Created new replica set",
          Progress.Reason.FOUND_NEW_REPLICA_SET, "Found new replica set",
          Progress.Reason.REPLICA_SET_UPDATED, "ReplicaSet is progressing.",
          Progress.Reason.NEW_REPLICA_SET_AVAILABLE, "ReplicaSet has successfully progressed.",
          Progress.Reason.PROGRESS_DEADLINE_EXCEEDED, "ReplicaSet has timed out progressing.");

  private DeploymentStatusProjection() {}

  static void show(Deployment deployment, ObjectNode document) {
    DeploymentStatus status = deployment.status();
    ObjectNode shown = document.putObject("status");
    if (status.observedGeneration() == 0) {
      return;
    }
    shown.put("observedGeneration", status.observedGeneration());
    count(shown, "replicas", status.replicas());
    count(shown, "updatedReplicas", status.updatedReplicas());
    count(shown, "readyReplicas", status.readyReplicas());
    count(shown, "availableReplicas", status.availableReplicas());
    count(shown, "unavailableReplicas", deployment.replicas() - status.availableReplicas());
    count(shown, "collisionCount", status.collisionCount());
    ArrayNode conditions = shown.putArray("conditions");
    if (status.progress().reason() != Progress.Reason.NONE) {
      progress(status.progress(), conditions);
    }
    available(deployment, conditions);
    String failure = status.replicaFailure();
    if (failure != null) {
      condition(conditions, "ReplicaFailure", true, "FailedCreate", failure, deployment);
    }
  }

  /** A condition says what its last transition was; of its time the model keeps the progress's. */
  private static void progress(Progress progress, ArrayNode conditions) {
    boolean exceeded = progress.reason() == Progress.Reason.PROGRESS_DEADLINE_EXCEEDED;
    String time = Json.time(progress.since());
    conditions
        .addObject()
        .put("type", "Progressing")
        .put("status", exceeded ? "False" : "True")
        .put("lastUpdateTime", time)
        .put("lastTransitionTime", time)
        .put("reason", exceeded ? "ProgressDeadlineExceeded" : camel(progress.reason()))
        .put("message", MESSAGES.getOrDefault(progress.reason(), ""));
  }

  private static void available(Deployment deployment, ArrayNode conditions) {
    int least = deployment.replicas() - deployment.strategy().maxUnavailable(deployment.replicas());
    boolean enough = deployment.status().availableReplicas() >= least;
    condition(
        conditions,
        "Available",
        enough,
        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        enough
            ? "Deployment has minimum availability."
            : "Deployment does not have minimum availability.",
        deployment);
  }

  private static void condition(
      ArrayNode conditions,
      String type,
      boolean is,
      String reason,
      String message,
      Deployment deployment) {
    String time = Json.time(deployment.status().progress().since());
    conditions
        .addObject()
        .put("type", type)
        .put("status", is ? "True" : "False")
        .put("lastUpdateTime", time)
        .put("lastTransitionTime", time)
        .put("reason", reason)
        .put("message", message);
  }

  private static void count(ObjectNode status, String name, int count) {
    if (count > 0) {
      status.put(name, count);
    }
  }

  private static String camel(Progress.Reason reason) {
    StringBuilder text = new StringBuilder();
    for (String word : reason.name().split("_", -1)) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
