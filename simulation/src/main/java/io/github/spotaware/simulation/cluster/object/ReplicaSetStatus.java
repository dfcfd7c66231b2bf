package io.github.spotaware.simulation.cluster.object;

import org.jspecify.annotations.Nullable;

/**
 * What the ReplicaSet controller writes.
 *
 * @param replicaFailure the message of a {@code ReplicaFailure} condition that is True
 */
public record ReplicaSetStatus(
    long observedGeneration,
    int replicas,
    int readyReplicas,
    int availableReplicas,
    @Nullable String replicaFailure) {

  public static final ReplicaSetStatus NONE = new ReplicaSetStatus(0, 0, 0, 0, null);
}
