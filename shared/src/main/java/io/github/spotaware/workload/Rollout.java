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

  private Rollout(DeploymentState deployment, Optional<ReplicaSetState> newest, boolean underWay) {
    this.deployment = deployment;
    this.newest = newest;
    this.underWay = underWay;
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
    return new Rollout(deployment, newest, unseen || others);
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
   * moment.
   */
  public boolean leaves(PodState pod) {
    return deployment.maxUnavailable() == 0 || !underWay || isNew(pod);
  }
}
