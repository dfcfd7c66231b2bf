package io.github.spotaware.schedule;

import java.util.Optional;

/**
 * The object whose lower bound the surge raised.
 *
 * @param scaledObject the name of a ScaledObject of KEDA; empty for an HPA, which is found by its
 *     target
 * @param uid of that object
 * @param minReplicas the value to restore; empty when the field was unset
 */
public record AutoscalerBackup(
    Optional<String> scaledObject, String uid, Optional<Integer> minReplicas) {

  /** Of an HPA. */
  public AutoscalerBackup(String uid, Optional<Integer> minReplicas) {
    this(Optional.empty(), uid, minReplicas);
  }

  /** Of a ScaledObject. */
  public static AutoscalerBackup ofScaledObject(
      String name, String uid, Optional<Integer> minReplicaCount) {
    return new AutoscalerBackup(Optional.of(name), uid, minReplicaCount);
  }
}
