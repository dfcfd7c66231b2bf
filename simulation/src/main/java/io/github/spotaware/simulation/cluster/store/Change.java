package io.github.spotaware.simulation.cluster.store;

import io.github.spotaware.simulation.cluster.object.ApiObject;
import org.jspecify.annotations.Nullable;

/**
 * One write, as the watches see it.
 *
 * @param before null for a creation
 * @param after for a deletion the last version, with the resourceVersion of the deletion
 * @param nanos when it was written
 */
public record Change<T extends ApiObject<T>>(
    ChangeType type, @Nullable T before, T after, long nanos) {}
