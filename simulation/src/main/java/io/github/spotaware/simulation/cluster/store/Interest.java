package io.github.spotaware.simulation.cluster.store;

import io.github.spotaware.simulation.cluster.object.ApiObject;
import org.jspecify.annotations.Nullable;

/**
 * Which changes a handler acts on. The others cost no event: the cache shows them, as late as
 * usual, when it is next read or the next change of interest arrives.
 */
@FunctionalInterface
public interface Interest<T extends ApiObject<T>> {
  /**
   * @param type what becomes of the object in the selection: entering it is ADDED, too
   * @param before null for a creation
   */
  boolean in(ChangeType type, @Nullable T before, T after);

  /** In each change. */
  static <T extends ApiObject<T>> Interest<T> all() {
    return (type, before, after) -> true;
  }

  /** In none: only the cache is read. */
  static <T extends ApiObject<T>> Interest<T> none() {
    return (type, before, after) -> false;
  }

  /** In what comes and goes. */
  static <T extends ApiObject<T>> Interest<T> existence() {
    return (type, before, after) -> type != ChangeType.MODIFIED;
  }

  /** In what comes and goes, in changes of the spec, and in the beginning of a deletion. */
  static <T extends ApiObject<T>> Interest<T> generation() {
    return (type, before, after) ->
        type != ChangeType.MODIFIED
            || before == null
            || before.meta().generation() != after.meta().generation();
  }
}
