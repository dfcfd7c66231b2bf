package io.github.spotaware.eviction;

import java.util.Optional;

/**
 * An eviction as asked for.
 *
 * @param preconditionUid the pod must have this UID, where the client named one
 * @param dryRun asked for in the request or in the Eviction's deleteOptions
 */
public record EvictionRequest(
    String namespace, String podName, Optional<String> preconditionUid, boolean dryRun) {}
