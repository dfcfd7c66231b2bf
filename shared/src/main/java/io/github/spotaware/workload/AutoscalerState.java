package io.github.spotaware.workload;

import java.util.Optional;

/**
 * What the decision keeps of a HorizontalPodAutoscaler.
 *
 * @param minReplicas empty when the field is unset, which means 1
 */
public record AutoscalerState(
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    Optional<Integer> minReplicas,
    int maxReplicas) {}
