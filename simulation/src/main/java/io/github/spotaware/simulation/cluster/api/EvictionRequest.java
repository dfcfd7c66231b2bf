package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.object.Key;
import org.jspecify.annotations.Nullable;

/**
 * A POST to {@code pods/eviction}.
 *
 * @param uid the client's precondition; null for none
 * @param dryRun asked for in the URL or in the body
 * @param client who sends it, for traces
 */
public record EvictionRequest(Key pod, @Nullable String uid, boolean dryRun, String client) {}
