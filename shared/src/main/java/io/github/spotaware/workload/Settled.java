package io.github.spotaware.workload;

import java.util.List;
import java.util.Optional;

/**
 * Settled: the Deployment and each of its ReplicaSets have been observed by their controllers, and
 * no ReplicaSet has more active pods than it wants. Until then a deletion may be on its way that no
 * read shows: releases in the middle of a rollout or right after a raise ended with zero Ready pods
 * until they waited for this.
 */
public final class Settled {
  private Settled() {}

  /** What is not settled yet, for the person at the terminal; empty when all is. */
  public static Optional<String> missing(WorkloadSnapshot snapshot) {
    Optional<DeploymentState> found = snapshot.deployment();
    if (found.isEmpty()) {
      return Optional.of("the Deployment is gone");
    }
    DeploymentState deployment = found.get();
    if (!deployment.observed()) {
      return Optional.of("the Deployment controller has not acted on the last change yet");
    }
    List<ReplicaSetState> owned =
        snapshot.replicaSets().stream()
            .filter(rs -> rs.controller().filter(c -> c.uid().equals(deployment.uid())).isPresent())
            .toList();
    for (ReplicaSetState replicaSet : owned) {
      if (!replicaSet.observed()) {
        return Optional.of(
            "ReplicaSet " + replicaSet.name() + " has not acted on its last change yet");
      }
      long active =
          snapshot.pods().stream()
              .filter(PodState::active)
              .filter(
                  pod -> pod.controller().filter(c -> c.uid().equals(replicaSet.uid())).isPresent())
              .count();
      if (active > replicaSet.replicas()) {
        return Optional.of("ReplicaSet " + replicaSet.name() + " is about to delete a pod");
      }
    }
    return Optional.empty();
  }

  /**
   * Settled, and no more pods than these in all: a ReplicaSet read before the Deployment may not
   * show the scale-down yet, and then has no pod too many of its own. During a rollout, which may
   * be stuck for good, there are more, and that is how the owner wants it.
   */
  public static boolean at(int replicas, WorkloadSnapshot snapshot) {
    return missing(snapshot).isEmpty()
        && snapshot.deployment().filter(d -> d.replicas() == replicas).isPresent()
        && (isRollingOut(snapshot)
            || snapshot.ownedPods().stream().filter(PodState::active).count() <= replicas);
  }

  private static boolean isRollingOut(WorkloadSnapshot snapshot) {
    return snapshot.deployment().stream()
            .flatMap(deployment ->
                snapshot.replicaSets().stream()
                    .filter(set -> set.replicas() > 0)
                    .filter(set ->
                        set.controller()
                            .filter(owner -> owner.uid().equals(deployment.uid()))
                            .isPresent()))
            .count()
        > 1;
  }
}
