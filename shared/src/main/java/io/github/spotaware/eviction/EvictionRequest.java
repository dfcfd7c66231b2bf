package io.github.spotaware.eviction;

import java.util.Optional;

/**
 * The removal of a pod, as asked for: mostly an eviction.
 *
 * @param preconditionUid the pod must have this UID, where the client named one
 * @param dryRun asked for in the request or in the Eviction's deleteOptions
 * @param removal by which call
 */
public record EvictionRequest(
    String namespace,
    String podName,
    Optional<String> preconditionUid,
    boolean dryRun,
    Removal removal) {

  /** An eviction. */
  public EvictionRequest(
      String namespace, String podName, Optional<String> preconditionUid, boolean dryRun) {
    this(namespace, podName, preconditionUid, dryRun, Removal.EVICTION);
  }
}
