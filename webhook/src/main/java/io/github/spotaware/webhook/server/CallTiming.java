package io.github.spotaware.webhook.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a call came and how long its caller waits.
 *
 * @param arrival wall time of the call's first byte
 * @param arrivalNanos the same moment on {@link System#nanoTime}, for measuring
 * @param timeout the {@code ?timeout=} sent, counted from before the arrival; the API server rounds
 *     it up to whole seconds, so the caller may leave up to a second earlier. Empty when none was
 *     sent
 */
public record CallTiming(Instant arrival, long arrivalNanos, Optional<Duration> timeout) {
  /** Checks that the time-out is positive. */
  public CallTiming {
    if (timeout.filter(it -> !it.isPositive()).isPresent()) {
      throw new IllegalArgumentException("timeout " + timeout + " is not positive");
    }
  }
}
