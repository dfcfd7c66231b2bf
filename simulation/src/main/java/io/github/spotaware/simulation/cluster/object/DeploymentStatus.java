package io.github.spotaware.simulation.cluster.object;

import org.jspecify.annotations.Nullable;

/**
 * What the Deployment controller writes.
 *
 * @param revision the annotation {@code deployment.kubernetes.io/revision}, which travels with the
 *     status
 * @param collisionCount how often the name of a new ReplicaSet was taken
 * @param replicaFailure the message of a {@code ReplicaFailure} condition that is True
 */
public record DeploymentStatus(
    long observedGeneration,
    int replicas,
    int updatedReplicas,
    int readyReplicas,
    int availableReplicas,
    long revision,
    int collisionCount,
    @Nullable String replicaFailure,
    Progress progress) {

  public static final DeploymentStatus NONE =
      new DeploymentStatus(0, 0, 0, 0, 0, 0, 0, null, Progress.NONE);

  public DeploymentStatus with(long newRevision, Progress newProgress) {
    return new DeploymentStatus(
        observedGeneration,
        replicas,
        updatedReplicas,
        readyReplicas,
        availableReplicas,
        newRevision,
        collisionCount,
        replicaFailure,
        newProgress);
  }

  public DeploymentStatus withCollision() {
    return new DeploymentStatus(
        observedGeneration,
        replicas,
        updatedReplicas,
        readyReplicas,
        availableReplicas,
        revision,
        collisionCount + 1,
        replicaFailure,
        progress);
  }
}
