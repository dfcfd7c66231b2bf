package io.github.spotaware.sandbox.projection;

import io.github.spotaware.simulation.cluster.object.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was asked for when pods were deleted, which the model has no fields for: by their UIDs. Safe
 * for use by several threads.
 */
public final class PodEnds {
  private final Map<String, Integer> graces = new ConcurrentHashMap<>();
  private final Map<String, String> reasons = new ConcurrentHashMap<>();

  /** The pod is about to be deleted with this grace period, in seconds. */
  public void grace(String uid, int seconds) {
    graces.put(uid, seconds);
  }

  /**
   * The pod is about to be deleted: its condition DisruptionTarget says so once it terminates.
   *
   * @param reason e.g. {@code EvictionByEvictionAPI}
   */
  public void disrupted(String uid, String reason) {
    reasons.put(uid, reason);
  }

  OptionalInt grace(Pod pod) {
    Integer seconds = graces.get(pod.meta().uid());
    return seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds);
  }

  /** Why it terminates; empty where it does not, or nobody said. */
  Optional<String> disruption(Pod pod) {
    return pod.meta().terminating()
        ? Optional.ofNullable(reasons.get(pod.meta().uid()))
        : Optional.empty();
  }

  /** The pod is gone. */
  public void forget(String uid) {
    graces.remove(uid);
    reasons.remove(uid);
  }
}
