package io.github.spotaware.sandbox.projection;

import io.github.spotaware.simulation.cluster.object.Pod;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was asked for when pods were deleted, which the model has no fields for: by their UIDs. Safe
 * for use by several threads.
 */
public final class PodEnds {
  private final Map<String, Integer> graces = new ConcurrentHashMap<>();
  private final Set<String> evicted = ConcurrentHashMap.newKeySet();

  /** The pod is about to be deleted with this grace period, in seconds. */
  public void grace(String uid, int seconds) {
    graces.put(uid, seconds);
  }

  /** The pod is about to be evicted: its condition DisruptionTarget says so once it terminates. */
  public void evicted(String uid) {
    evicted.add(uid);
  }

  OptionalInt grace(Pod pod) {
    Integer seconds = graces.get(pod.meta().uid());
    return seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds);
  }

  boolean isEvicted(Pod pod) {
    return pod.meta().terminating() && evicted.contains(pod.meta().uid());
  }

  /** The pod is gone. */
  public void forget(String uid) {
    graces.remove(uid);
    evicted.remove(uid);
  }
}
