package io.github.spotaware.kubernetes;

import java.time.Instant;

/**
 * Names for Events, as client-go makes them (tools/events): the object's name and a time, in
 * hexadecimal. Several about one object may be told at the same instant, so a time that was given
 * to an Event before moves on by a nanosecond: the API server refuses a name that is taken. Not
 * thread-safe.
 */
final class EventNames {
  /** Leaves room for the time within the 253 characters of a name. */
  private static final int MAX_OBJECT = 200;

  private long lastNanos;

  /** A name that this has not given yet. */
  String next(String object, Instant time) {
    long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    lastNanos = Math.max(nanos, lastNanos + 1);
    return object.substring(0, Math.min(object.length(), MAX_OBJECT))
        + "."
        + Long.toHexString(lastNanos);
  }
}
