package io.github.spotaware.e2e.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What came of one Deployment.
 *
 * @param downtime the time in which no pod served
 * @param drain how long the drain of its node took
 * @param mostPods at a time, not counting those that were told to stop
 * @param replicas what the Deployment wants in the end
 * @param schedules left in the end
 */
record Figures(Duration downtime, Duration drain, int mostPods, int replicas, int schedules) {

  List<Figure> rows() {
    return List.of(
        Figure.seconds("downtime", "downtimeSeconds", downtime),
        Figure.seconds("the drain took", "drainSeconds", drain),
        Figure.count("most pods at a time", "mostPods", mostPods),
        Figure.count("replicas in the end", "replicas", replicas),
        Figure.left("schedules left", "schedules", schedules));
  }

  /** Rounded to hundredths, but never down to zero: zero means none at all. */
  static String seconds(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    return String.format(Locale.ROOT, "%.2f", Math.max(0.01, duration.toNanos() / 1e9));
  }
}
