package io.github.spotaware.e2e.controlplane;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The one way to wait here: for a condition, up to a deadline. It is looked at often in the first
 * second and less often from then on, as most conditions are requests to a busy API server.
 */
public final class Await {

  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final Duration LONG_PAUSE = Duration.ofMillis(150);
  private static final int SHORT_PAUSES = 40;

  private Await() {}

  /**
   * Returns as soon as {@code condition} holds. What the condition throws ends the wait at once.
   *
   * @param what completes the sentence "gave up waiting for ..."
   * @throws EnvironmentException when the deadline passes first, or the thread is interrupted
   */
  public static void until(String what, Deadline deadline, BooleanSupplier condition) {
    if (!holdsBefore(deadline, condition)) {
      throw new EnvironmentException("gave up waiting for " + what);
    }
  }

  /** As above, for a condition that costs more to look at: looked at after each {@code pause}. */
  public static void until(
      String what, Deadline deadline, Duration pause, BooleanSupplier condition) {
    if (!holdsBefore(deadline, pause, condition)) {
      throw new EnvironmentException("gave up waiting for " + what);
    }
  }

  /** Whether {@code condition} came to hold before the deadline passed. */
  public static boolean holdsBefore(Deadline deadline, BooleanSupplier condition) {
    for (int looks = 0; !condition.getAsBoolean(); looks++) {
      if (deadline.passed()) {
        return false;
      }
      pause(looks < SHORT_PAUSES ? PAUSE : LONG_PAUSE);
    }
    return true;
  }

  /** As above, looked at after each {@code pause}. */
  public static boolean holdsBefore(Deadline deadline, Duration pause, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (deadline.passed()) {
        return false;
      }
      pause(pause);
    }
    return true;
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while waiting", e);
    }
  }
}
