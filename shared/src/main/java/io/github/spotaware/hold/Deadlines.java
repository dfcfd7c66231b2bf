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

  /** So long may it take until a pod that is handed off is seen terminating. */
  private static final Duration HANDOFF = Duration.ofSeconds(3);

  private final Optional<Duration> timeout;
  private final Moment arrival;
  private Duration holdTime;
  private boolean releaseBegun;
  private boolean handoffBegun;

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

  /** The count is being lowered by the pod itself: this call waits until that has taken effect. */
  void handoffBegins() {
    handoffBegun = true;
  }

  /**
   * Whether a handoff may begin: {@link #HANDOFF} of the call is left, or half of it where the
   * whole is shorter than twice that. It goes on without the call, whose answer is only later then.
   */
  boolean timeForHandoff(Moment now) {
    Duration half = HoldBudget.forRelease(holdTime, timeout).dividedBy(2);
    Duration least = half.compareTo(HANDOFF) < 0 ? half : HANDOFF;
    return now.until(forRelease()).compareTo(least) >= 0;
  }

  /** Nothing is waited for after this. */
  Moment forWaiting() {
    return handoffBegun ? forRelease() : arrival.plus(HoldBudget.of(holdTime, timeout));
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
