package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DeploymentStatus;
import io.github.spotaware.simulation.cluster.object.Progress;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Deployment controller writes into the status (deployment/sync.go, calculateStatus, and
 * progress.go): sums of what the ReplicaSets say of themselves, and how the rollout goes.
 */
final class RolloutStatus {
  private RolloutStatus() {}

  /**
   * @param rollingOut the pass took or looked for a step of a rollout: then the conditions are
   *     looked at, too
   */
  static DeploymentStatus of(Rollout rollout, boolean rollingOut, long now) {
    DeploymentStatus sums = sums(rollout);
    if (!rollingOut) {
      return sums;
    }
    return new DeploymentStatus(
        sums.observedGeneration(),
        sums.replicas(),
        sums.updatedReplicas(),
        sums.readyReplicas(),
        sums.availableReplicas(),
        sums.revision(),
        sums.collisionCount(),
        failure(rollout),
        progress(rollout.deployment, sums, now));
  }

  private static DeploymentStatus sums(Rollout rollout) {
    DeploymentStatus before = rollout.deployment.status();
    List<ReplicaSet> all = rollout.all();
    int replicas = 0;
    int ready = 0;
    for (ReplicaSet set : all) {
      replicas += set.status().replicas();
      ready += set.status().readyReplicas();
    }
    return new DeploymentStatus(
        rollout.deployment.meta().generation(),
        replicas,
        rollout.newest == null ? 0 : rollout.newest.status().replicas(),
        ready,
        Rollout.available(all),
        before.revision(),
        before.collisionCount(),
        before.replicaFailure(),
        before.progress());
  }

  private static @Nullable String failure(Rollout rollout) {
    ReplicaSet newest = rollout.newest;
    if (newest != null && newest.status().replicaFailure() != null) {
      return newest.status().replicaFailure();
    }
    String last = null;
    for (ReplicaSet old : rollout.olds) {
      if (old.status().replicaFailure() != null) {
        last = old.status().replicaFailure();
      }
    }
    return last;
  }

  /** All pods are new ones and available (deployment_util.go, DeploymentComplete). */
  static boolean isComplete(Deployment deployment, DeploymentStatus status) {
    return status.updatedReplicas() == deployment.replicas()
        && status.replicas() == deployment.replicas()
        && status.availableReplicas() == deployment.replicas();
  }

  private static Progress progress(Deployment deployment, DeploymentStatus next, long now) {
    DeploymentStatus before = deployment.status();
    Progress current = before.progress();
    boolean complete = isComplete(deployment, next);
    boolean wasComplete =
        next.replicas() == next.updatedReplicas()
            && current.reason() == Progress.Reason.NEW_REPLICA_SET_AVAILABLE;
    if (wasComplete) {
      return current;
    }
    if (complete) {
      return new Progress(Progress.Reason.NEW_REPLICA_SET_AVAILABLE, now);
    }
    if (progressed(before, next)) {
      return new Progress(Progress.Reason.REPLICA_SET_UPDATED, now);
    }
    boolean timedOut =
        current.reason() != Progress.Reason.NONE
            && current.since() + deployment.progressDeadlineSeconds() * VirtualTime.SECOND < now;
    return timedOut && current.reason() != Progress.Reason.PROGRESS_DEADLINE_EXCEEDED
        ? new Progress(Progress.Reason.PROGRESS_DEADLINE_EXCEEDED, now)
        : current;
  }

  private static boolean progressed(DeploymentStatus before, DeploymentStatus next) {
    return next.updatedReplicas() > before.updatedReplicas()
        || next.replicas() - next.updatedReplicas() < before.replicas() - before.updatedReplicas()
        || next.readyReplicas() > before.readyReplicas()
        || next.availableReplicas() > before.availableReplicas();
  }
}
