package io.github.spotaware.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An eviction that was let through before the surge began, of a pod that was not Ready then (rule
 * 4), and that deletes the pod only now: the API server waited for the other webhook. No ticket
 * tells of it, and the webhook that allowed it may be gone.
 */
final class LateEviction {
  /** In the API server a request lives 34 s at most; the rest is for clocks that differ. */
  static final Duration MAY_COME_AFTER = Duration.ofSeconds(40);

  private LateEviction() {}

  /**
   * Until when one may still take the pod; empty where none can: the pod is younger than the surge,
   * or has been Ready for so long that no request is left from before.
   */
  static Optional<Instant> mayTakeUntil(PodState pod, WorkloadSnapshot snapshot, Instant now) {
    return snapshot
        .schedule()
        .filter(surge -> pod.createdAt().isBefore(surge.createdAt()))
        .flatMap(surge ->
            pod.readySince().map(ready -> earlier(ready, surge.createdAt()).plus(MAY_COME_AFTER)))
        .filter(now::isBefore);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
