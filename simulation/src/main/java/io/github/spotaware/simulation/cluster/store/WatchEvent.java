package io.github.spotaware.simulation.cluster.store;

import io.github.spotaware.simulation.cluster.object.ApiObject;
import org.jspecify.annotations.Nullable;

/**
 * What an informer tells its handler.
 *
 * @param object the new version; for DELETED the last one seen, or, for one that left the
 *     selection, the one before it left
 * @param before the version that the informer had
 */
public record WatchEvent<T extends ApiObject<T>>(ChangeType type, T object, @Nullable T before) {}
