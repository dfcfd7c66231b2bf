package io.github.spotaware.workload;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rollout of a Deployment, as its ReplicaSets show it. One is under way while another than the
 * newest of them wants pods or has active ones.
 */
public final class Rollout {
  private final DeploymentState deployment;
  private final Optional<ReplicaSetState> newest;
  private final boolean underWay;
  private final List<PodState> pods;

  private Rollout(
      DeploymentState deployment,
      Optional<ReplicaSetState> newest,
      boolean underWay,
      List<PodState> pods) {
    this.deployment = deployment;
    this.newest = newest;
    this.underWay = underWay;
    this.pods = pods;
  }

  /** The rollout of a snapshot's Deployment, which exists. */
  public static Rollout of(WorkloadSnapshot snapshot) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    List<ReplicaSetState> owned = snapshot.ownedReplicaSets();
    // ReplicaSets are read before the Deployment, whose revision tells of one that was not there.
    Optional<ReplicaSetState> newest =
        owned.stream()
            .max(Comparator.comparingLong(ReplicaSetState::revision))
            .filter(set -> set.revision() >= deployment.revision());
    boolean unseen = newest.isEmpty() && !owned.isEmpty();
    boolean others =
        owned.stream()
            .filter(set -> !Optional.of(set).equals(newest))
            .anyMatch(set ->
                set.replicas() > 0
                    || snapshot.pods().stream().anyMatch(pod -> pod.active() && set.owns(pod)));
    return new Rollout(deployment, newest, unseen || others, snapshot.pods());
  }

  public boolean underWay() {
    return underWay;
  }

  /** The pod is of the newest ReplicaSet. */
  public boolean isNew(PodState pod) {
    return newest.filter(set -> set.owns(pod)).isPresent();
  }

  /**
   * It leaves this pod in place for sure. While it may take pods away (maxUnavailable above 0),
   * only those of the newest ReplicaSet are: the Deployment controller may delete the others at any
   * moment. Otherwise it lowers an old ReplicaSet by its unavailable pods and by those that new
   * ones make up for, but the ReplicaSet controller goes by deletion cost among those that are
   * Ready (pkg/controller/controller_utils.go): the cheapest may go in place of an unavailable one.
   */
  public boolean leaves(PodState pod) {
    return !underWay || isNew(pod) || (deployment.maxUnavailable() == 0 && !isCheaper(pod));
  }

  /** Another pod of its ReplicaSet costs more to delete. */
  private boolean isCheaper(PodState pod) {
    return pods.stream()
        .filter(other -> other.active() && other.controller().equals(pod.controller()))
        .anyMatch(other -> other.costToDelete() > pod.costToDelete());
  }
}
