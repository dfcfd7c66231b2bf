package io.github.spotaware.e2e.demo;

import java.time.Duration;
import java.util.Locale;

/**
 * What one drain came to.
 *
 * @param downtime the time in which no pod served
 * @param drain how long {@code kubectl drain} took
 * @param mostPods at a time, not counting those that were told to stop
 * @param replicas what the Deployment wants in the end
 */
record Figures(Duration downtime, Duration drain, int mostPods, int replicas) {

  /** Rounded to hundredths, but never down to zero: zero means none at all. */
  static String seconds(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    return String.format(Locale.ROOT, "%.2f", Math.max(0.01, duration.toNanos() / 1e9));
  }
}
