package io.github.spotaware.e2e.eviction;

import java.time.Duration;
import java.util.List;

/** Durations as the figures that people ask for. */
final class Figures {

  private Figures() {}

  /** The median and the longest. */
  static String of(List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    return "p50 %d ms, max %d ms"
        .formatted(sorted.get(sorted.size() / 2).toMillis(), sorted.getLast().toMillis());
  }
}
