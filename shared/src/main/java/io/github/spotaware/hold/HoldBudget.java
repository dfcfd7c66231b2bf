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
    Duration most = forRelease(holdTime, timeout);
    return most.compareTo(holdTime) < 0 ? most : holdTime;
  }

  /**
   * How long a release that has begun may take: all that the caller's timeout leaves. However short
   * {@code hold-seconds} is, it must not end a release that is under way, or a slow API server
   * holds a pod for good.
   */
  static Duration forRelease(Duration holdTime, Optional<Duration> timeout) {
    Duration most = timeout.map(t -> t.minus(MARGIN)).orElse(holdTime);
    return most.isNegative() ? Duration.ZERO : most;
  }
}
