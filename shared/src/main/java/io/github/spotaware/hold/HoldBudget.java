package io.github.spotaware.hold;

import java.time.Duration;
import java.util.Optional;

/** How long one eviction call may be kept open, from its arrival. */
public final class HoldBudget {
  /**
   * Kept free of the {@code ?timeout=} sent: the API server rounds it up to whole seconds, and the
   * answer has to arrive before it, or the eviction goes through unasked.
   */
  static final Duration MARGIN = Duration.ofMillis(1500);

  private HoldBudget() {}

  /**
   * The least of {@code hold-seconds} and the timeout less a margin of 1.5 s; never negative.
   *
   * @param timeout what the API server sent, where it did
   */
  public static Duration of(Duration holdTime, Optional<Duration> timeout) {
    Duration most = timeout.map(t -> t.minus(MARGIN)).orElse(holdTime);
    Duration least = most.compareTo(holdTime) < 0 ? most : holdTime;
    return least.isNegative() ? Duration.ZERO : least;
  }
}
