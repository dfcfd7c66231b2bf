package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.object.Key;
import org.jspecify.annotations.Nullable;

/**
 * A POST to {@code pods/eviction}, or the DELETE of a pod.
 *
 * @param uid the client's precondition; null for none
 * @param dryRun asked for in the URL or in the body
 * @param client who sends it, for traces
 * @param direct it is a DELETE
 */
public record EvictionRequest(
    Key pod, @Nullable String uid, boolean dryRun, String client, boolean direct) {

  /** An eviction. */
  public EvictionRequest(Key pod, @Nullable String uid, boolean dryRun, String client) {
    this(pod, uid, dryRun, client, false);
  }

  /** A direct delete. */
  public static EvictionRequest delete(
      Key pod, @Nullable String uid, boolean dryRun, String client) {
    return new EvictionRequest(pod, uid, dryRun, client, true);
  }

  /** For people. */
  public String what() {
    return direct ? "delete" : "eviction";
  }
}
