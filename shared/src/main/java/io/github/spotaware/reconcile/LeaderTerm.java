package io.github.spotaware.reconcile;

import java.time.Duration;

/**
 * One term of a leader, by its own monotonic clock and counted from before each renewal's request:
 * so a process that was paused knows by itself that its term is over. Safe for use by many threads.
 */
public final class LeaderTerm {
  /** How long a lease holds after its last renewal. */
  public static final Duration LEASE = Duration.ofSeconds(8);

  private long last;
  private boolean held;

  /**
   * The lease was written.
   *
   * @param nanos the monotonic clock before the request was sent
   * @param byUs it names this process as its holder
   */
  public synchronized void written(long nanos, boolean byUs) {
    last = nanos;
    held = byUs;
  }

  /** The term is over, whatever the clock says. */
  public synchronized void lost() {
    held = false;
  }

  /** This process leads, and another can't have taken over yet. */
  public synchronized boolean leads(long nanosNow) {
    return held && nanosNow - last < LEASE.toNanos();
  }
}
