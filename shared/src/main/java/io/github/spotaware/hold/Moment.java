package io.github.spotaware.hold;

import java.time.Duration;
import java.time.Instant;

/**
 * A time as one process sees it.
 *
 * @param wall for due times and first-held times, which processes share
 * @param nanos the process' own monotonic clock, for all else
 */
public record Moment(Instant wall, long nanos) {

  public Moment plus(Duration duration) {
    return new Moment(wall.plus(duration), nanos + duration.toNanos());
  }

  /** On the monotonic clock. */
  public boolean reached(Moment deadline) {
    return nanos - deadline.nanos >= 0;
  }

  /** How long until a later moment; negative once it is past. */
  public Duration until(Moment later) {
    return Duration.ofNanos(later.nanos - nanos);
  }

  /** The moment of a wall time, as seen from here. */
  public Moment at(Instant time) {
    return plus(Duration.between(wall, time));
  }

  public Moment earlier(Moment other) {
    return nanos - other.nanos <= 0 ? this : other;
  }
}
