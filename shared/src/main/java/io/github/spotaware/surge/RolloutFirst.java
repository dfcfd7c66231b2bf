package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.Rollout;
import io.github.spotaware.workload.ServingPods;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * Before a Deployment is lowered, a rollout that may take pods away comes to its end. At two
 * replicas with maxUnavailable 1 it leaves one pod in place, at one it leaves none: lowered in the
 * middle of it, the Deployment controller deletes the last pod that serves.
 */
final class RolloutFirst {
  private RolloutFirst() {}

  /**
   * What lowering waits for, for people; empty where nothing is in its way. It always ends, except
   * where the owner paused the rollout or gave it no progress deadline.
   */
  static Optional<String> awaits(
      WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    if (deployment.maxUnavailable() == 0) {
      return Optional.empty();
    }
    if (!deployment.observed()) {
      return Optional.of(
          "the Deployment controller to act on the last change, which may be a rollout");
    }
    Rollout rollout = Rollout.of(snapshot);
    if (!rollout.underWay()) {
      return Optional.empty();
    }
    boolean newServes =
        ServingPods.staying(snapshot, configuration.disruptionTaints(), now).stream()
            .anyMatch(rollout::isNew);
    return newServes ? untilOldPodsGo(deployment) : untilNewPodServes(deployment);
  }

  /**
   * The controller takes the old pods away at once, unless it is paused. Lowered before it has, it
   * may take a pod of either ReplicaSet (deployment/sync.go, scale: what is left over in proportion
   * goes from the one that was created first, which after a rollback is the newest).
   */
  private static Optional<String> untilOldPodsGo(DeploymentState deployment) {
    return deployment.paused()
        ? Optional.empty()
        : Optional.of("the rollout under way to delete the pods of old ReplicaSets");
  }

  /** A rollout that has failed for good is as its owner has it: it does not keep the surge. */
  private static Optional<String> untilNewPodServes(DeploymentState deployment) {
    return deployment.progressDeadlineExceeded()
        ? Optional.empty()
        : Optional.of(
            "a pod of the newest ReplicaSet to serve on a node that stays, or the rollout to exceed"
                + " its progress deadline: at one replica it may delete all other pods");
  }
}
