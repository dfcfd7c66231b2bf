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
    for (ReplicaSetState replicaSet : snapshot.ownedReplicaSets()) {
      if (!replicaSet.observed()) {
        return Optional.of(
            "ReplicaSet " + replicaSet.name() + " has not acted on its last change yet");
      }
      long active =
          snapshot.pods().stream().filter(pod -> pod.active() && replicaSet.owns(pod)).count();
      if (active > replicaSet.replicas()) {
        return Optional.of("ReplicaSet " + replicaSet.name() + " is about to delete a pod");
      }
    }
    return Optional.empty();
  }

  /**
   * Whose controller has not seen things as they are, for people; empty when each has. They act on
   * their own caches: told to delete one while it takes a Ready pod for one that is not, or has not
   * seen that another terminates, a ReplicaSet deletes the one that serves; a Deployment that has
   * not seen how far a rollout is takes a pod from the wrong ReplicaSet. Their status shows what
   * they last counted.
   */
  public static Optional<String> uncounted(WorkloadSnapshot snapshot) {
    List<ReplicaSetState> sets = snapshot.ownedReplicaSets();
    return sets.stream()
        .filter(set -> !hasSeen(set, snapshot.pods().stream().filter(set::owns).toList()))
        .findFirst()
        .map(set -> "ReplicaSet " + set.name() + " to take note of its pods as they are")
        .or(() -> unstarted(sets, snapshot))
        .or(() ->
            snapshot
                .deployment()
                .flatMap(DeploymentState::countedReplicas)
                .filter(counted ->
                    counted != sets.stream().mapToInt(ReplicaSetState::countedReplicas).sum())
                .map(_ -> "the Deployment to take note of its ReplicaSets as they are"));
  }

  /**
   * One that counts fewer than it wants, and is not kept from making them, is behind: after an
   * outage of the API server the same number may be of another pod. Told to delete one then, it
   * took the one that served for one too many (seen with 1.36.3).
   */
  private static Optional<String> unstarted(List<ReplicaSetState> sets, WorkloadSnapshot snapshot) {
    boolean kept = snapshot.deployment().flatMap(DeploymentState::replicaFailure).isPresent();
    return sets.stream()
        .filter(set -> !kept && set.countedReplicas() < set.replicas())
        .findFirst()
        .map(set -> "ReplicaSet " + set.name() + " to start the pods that it wants");
  }

  private static boolean hasSeen(ReplicaSetState set, List<PodState> pods) {
    List<PodState> active = pods.stream().filter(PodState::active).toList();
    return set.countedReplicas() == active.size()
        && set.countedReady() == active.stream().filter(PodState::ready).count();
  }

  /**
   * Settled, and no more pods than these in all: a ReplicaSet read before the Deployment may not
   * show the scale-down yet, and then has no pod too many of its own. During a rollout, which may
   * be stuck for good, there are more, and that is how the owner wants it.
   */
  public static boolean at(int replicas, WorkloadSnapshot snapshot) {
    return missing(snapshot).isEmpty()
        && snapshot.deployment().filter(d -> d.replicas() == replicas).isPresent()
        && (Rollout.of(snapshot).underWay()
            || snapshot.ownedPods().stream().filter(PodState::active).count() <= replicas);
  }
}
