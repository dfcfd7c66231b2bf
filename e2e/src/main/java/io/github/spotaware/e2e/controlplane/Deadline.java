package io.github.spotaware.e2e.controlplane;

import java.time.Duration;

/**
 * A point in time by which something must have happened, on the monotonic clock of this process.
 *
 * @param nanoTime the value of {@link System#nanoTime} at which it passes
 */
public record Deadline(long nanoTime) {

  /** The deadline that passes after {@code duration}. */
  public static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** The earlier of this deadline and the one that passes after {@code duration}. */
  public Deadline within(Duration duration) {
    Deadline other = after(duration);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }

  /** What is left of it; zero when it has passed. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  /** Whether it has passed. */
  public boolean passed() {
    return nanoTime - System.nanoTime() <= 0;
  }
}
