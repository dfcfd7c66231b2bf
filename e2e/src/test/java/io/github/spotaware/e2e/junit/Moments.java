package io.github.spotaware.e2e.junit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Acts at a computed wall time. */
public final class Moments {

  private Moments() {}

  /** Returns at this wall time, or at once where it has passed. */
  public static void await(Instant time) {
    for (Duration left = left(time); left.isPositive(); left = left(time)) {
      LockSupport.parkNanos(left.toNanos());
    }
  }

  /** The latest of these. */
  public static Instant latest(Instant first, Instant... others) {
    Instant latest = first;
    for (Instant other : others) {
      latest = other.isAfter(latest) ? other : latest;
    }
    return latest;
  }

  private static Duration left(Instant time) {
    return Duration.between(Instant.now(), time);
  }
}
