package io.github.spotaware.config;

import java.time.Duration;

/**
 * The whole numbers that a setting may have, both ends included.
 *
 * @param min the least
 * @param max the greatest, not less than {@code min}
 */
public record IntRange(int min, int max) {
  /** Seconds of {@code scale-up-delay}: at most an hour. */
  public static final IntRange SCALE_UP_DELAY = new IntRange(0, 3600);

  /** Seconds of {@code scale-down-delay}: at most a day. */
  public static final IntRange SCALE_DOWN_DELAY = new IntRange(0, 86_400);

  /** Seconds of {@code check-interval}: at most an hour. */
  public static final IntRange CHECK_INTERVAL = new IntRange(1, 3600);

  /**
   * Seconds of {@code hold-seconds}. The API server waits for a webhook 30 seconds at most, and
   * {@code timeoutSeconds} has to be at least 3 more than this, so that the answer arrives before
   * the API server gives up.
   */
  public static final IntRange HOLD_SECONDS = new IntRange(1, 27);

  /** Seconds of {@code max-hold}: at most a day. */
  public static final IntRange MAX_HOLD = new IntRange(1, 86_400);

  /**
   * {@code max-concurrent-holds} of one webhook replica; 0 answers every held eviction 429 at once.
   */
  public static final IntRange MAX_CONCURRENT_HOLDS = new IntRange(0, 1000);

  /**
   * Checks the order of the ends.
   *
   * @throws IllegalArgumentException if {@code max} is less than {@code min}
   */
  public IntRange {
    if (max < min) {
      throw new IllegalArgumentException(max + " is less than " + min);
    }
  }

  /** Whether this number is allowed. */
  public boolean contains(long number) {
    return min <= number && number <= max;
  }

  /** Accepts the number, or throws {@link IllegalArgumentException} naming the setting. */
  void require(String key, int number) {
    if (!contains(number)) {
      throw new IllegalArgumentException(key + " " + number + " is not from " + min + " to " + max);
    }
  }

  /** Accepts the duration, or throws {@link IllegalArgumentException} naming the setting. */
  void requireSeconds(String key, Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(min)) < 0
        || duration.compareTo(Duration.ofSeconds(max)) > 0) {
      throw new IllegalArgumentException(
          key + " " + duration + " is not from " + min + " to " + max + " seconds");
    }
  }
}
