package io.github.spotaware.e2e.demo;

import java.time.Duration;

/** What may come of a Deployment. */
final class Outcomes {

  private static final Duration DRAIN = Duration.ofMillis(5_200);

  static final Figures GOOD = down(Duration.ZERO);
  static final Figures WITH_TWO_REPLICAS = new Figures(Duration.ZERO, DRAIN, 2, 2, 0);
  static final Figures WITH_A_SCHEDULE = new Figures(Duration.ZERO, DRAIN, 2, 1, 1);

  private Outcomes() {}

  /** All else is good. */
  static Figures down(Duration downtime) {
    return new Figures(downtime, DRAIN, 2, 1, 0);
  }
}
