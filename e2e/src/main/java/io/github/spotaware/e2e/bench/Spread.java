package io.github.spotaware.e2e.bench;

import java.time.Duration;
import java.util.List;

/**
 * How a time is spread over many samples: each figure is one of them (nearest rank).
 *
 * @param p50 half of them are no longer
 * @param p99 of a hundred, ninety-nine are no longer
 * @param max the longest
 */
record Spread(Duration p50, Duration p99, Duration max) {

  /**
   * @throws IllegalArgumentException for no samples
   */
  static Spread of(List<Duration> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    List<Duration> sorted = samples.stream().sorted().toList();
    return new Spread(rank(sorted, 50), rank(sorted, 99), sorted.getLast());
  }

  private static Duration rank(List<Duration> sorted, int percent) {
    return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
  }
}
