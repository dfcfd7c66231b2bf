package io.github.spotaware.e2e.demo;

import java.time.Duration;

/**
 * A row of the table, and a field of the JSON.
 *
 * @param label in the table
 * @param text in the table, with its unit
 * @param key in the JSON, which has the unit
 * @param value in the JSON
 */
record Figure(String label, String text, String key, Object value) {

  /** In the table in hundredths of a second, and never down to zero. */
  static Figure seconds(String label, String key, Duration value) {
    return new Figure(label, Figures.seconds(value) + " s", key, value.toMillis() / 1000.0);
  }

  /** How many. */
  static Figure count(String label, String key, long value) {
    return new Figure(label, Long.toString(value), key, value);
  }

  /** How many are left over, of what should be none. */
  static Figure left(String label, String key, long value) {
    return new Figure(label, value == 0 ? "none" : Long.toString(value), key, value);
  }

  /** Whether it is so. */
  static Figure whether(String label, String key, boolean value) {
    return new Figure(label, value ? "yes" : "no", key, value);
  }
}
