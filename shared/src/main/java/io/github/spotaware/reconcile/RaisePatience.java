package io.github.spotaware.reconcile;

import io.github.spotaware.schedule.StoredSchedule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * For how long a raise that is under way is left to whoever has begun it. Time is the observer's
 * own monotonic clock, in nanoseconds. Bounded. Not thread-safe.
 */
final class RaisePatience {
  private static final int MOST = 10_000;

  private final Duration patience;
  private final Map<String, Long> firstSeen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  RaisePatience(Duration patience) {
    this.patience = patience;
  }

  /** How long from now, counted from the first look at this schedule; not positive once over. */
  Duration left(StoredSchedule raising, long nanos) {
    Long first = firstSeen.putIfAbsent(raising.uid(), nanos);
    return first == null ? patience : patience.minusNanos(nanos - first);
  }
}
