package io.github.spotaware.workload;

import java.util.Optional;

/** Whether a pod belongs to a Deployment, by the chain of controller owners. */
public enum Ownership {
  OWNED,
  NOT_OWNED,
  /**
   * The chain can't be followed: its ReplicaSet is not to be seen. A match of the selector then
   * counts.
   */
  UNKNOWN;

  /** The pod's ownership in the Deployment of a snapshot. */
  public static Ownership of(PodState pod, WorkloadSnapshot snapshot) {
    Optional<DeploymentState> deployment = snapshot.deployment();
    if (deployment.isEmpty()) {
      return NOT_OWNED;
    }
    Optional<OwnerReference> controller = pod.controller();
    if (controller.isEmpty() || !controller.get().kind().equals("ReplicaSet")) {
      return NOT_OWNED;
    }
    Optional<ReplicaSetState> replicaSet =
        snapshot.replicaSets().stream()
            .filter(rs -> rs.uid().equals(controller.get().uid()))
            .findFirst();
    if (replicaSet.isEmpty()) {
      return UNKNOWN;
    }
    return replicaSet
            .get()
            .controller()
            .filter(owner -> owner.uid().equals(deployment.get().uid()))
            .isPresent()
        ? OWNED
        : NOT_OWNED;
  }
}
