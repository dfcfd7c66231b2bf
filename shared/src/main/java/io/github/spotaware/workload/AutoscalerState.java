package io.github.spotaware.workload;

import java.util.Optional;

/**
 * What the decision keeps of the object that holds a Deployment's bounds: its
 * HorizontalPodAutoscaler, or the ScaledObject from which KEDA makes that one.
 *
 * @param minReplicas empty when the field is unset, which means 1 (in a ScaledObject 0)
 */
public record AutoscalerState(
    AutoscalerKind kind,
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    Optional<Integer> minReplicas,
    int maxReplicas) {

  /** An HPA of its own, without KEDA. */
  public AutoscalerState(
      String namespace,
      String name,
      String uid,
      String resourceVersion,
      Optional<Integer> minReplicas,
      int maxReplicas) {
    this(
        AutoscalerKind.HORIZONTAL_POD_AUTOSCALER,
        namespace,
        name,
        uid,
        resourceVersion,
        minReplicas,
        maxReplicas);
  }
}
