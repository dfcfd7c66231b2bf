package io.github.spotaware.hold;

import java.time.Duration;
import java.util.Optional;

/** Until when one eviction call goes on. */
final class Deadlines {
  /**
   * So long past the deadline may the first look take, out of {@link HoldBudget#MARGIN}: without it
   * nothing is known of the pod, however short the caller's timeout is.
   */
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);

  private final Optional<Duration> timeout;
  private final Moment arrival;
  private Duration holdTime;
  private boolean releaseBegun;

  /**
   * @param timeout the API server's {@code ?timeout=}
   */
  Deadlines(Duration holdTime, Optional<Duration> timeout, Moment arrival) {
    this.holdTime = holdTime;
    this.timeout = timeout;
    this.arrival = arrival;
  }

  /** The Deployment's own {@code hold-seconds} counts. */
  void holdTime(Duration ofDeployment) {
    holdTime = ofDeployment;
  }

  /** A ticket is being taken: this call may end in a release. */
  void releaseBegins() {
    releaseBegun = true;
  }

  /** Nothing is waited for after this. */
  Moment forWaiting() {
    return arrival.plus(HoldBudget.of(holdTime, timeout));
  }

  /** No release is answered after this. */
  Moment forRelease() {
    return arrival.plus(HoldBudget.forRelease(holdTime, timeout));
  }

  /** Until when new reads and writes are begun. */
  Moment forNextStep() {
    return releaseBegun ? forRelease() : forWaiting();
  }

  /**
   * Past the deadline only a first look, or a release that has begun, is gone on with.
   *
   * @param firstLook nothing has been read yet
   */
  Moment last(boolean firstLook) {
    return firstLook ? forWaiting().plus(FIRST_LOOK) : forNextStep();
  }
}
