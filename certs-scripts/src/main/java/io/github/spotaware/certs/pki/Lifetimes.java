package io.github.spotaware.certs.pki;

import java.time.Duration;
import java.time.Period;

/**
 * How long new certificates are valid.
 *
 * @param servingDays of a serving certificate, from 1 to 398 days
 * @param authorityYears of a CA, from 1 to 10 years
 */
public record Lifetimes(int servingDays, int authorityYears) {
  /** What is made where nothing else is asked for. */
  public static final Lifetimes DEFAULT = new Lifetimes(90, 5);

  /** A certificate is valid from this long before it is made: clocks differ. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  static final int MAX_SERVING_DAYS = 398;
  static final int MAX_AUTHORITY_YEARS = 10;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the range
   */
  public Lifetimes {
    require("the days of a serving certificate", servingDays, MAX_SERVING_DAYS);
    require("the years of a CA", authorityYears, MAX_AUTHORITY_YEARS);
  }

  Duration serving() {
    return Duration.ofDays(servingDays);
  }

  Period authority() {
    return Period.ofYears(authorityYears);
  }

  private static void require(String what, int number, int max) {
    if (number < 1 || number > max) {
      throw new IllegalArgumentException(what + ": " + number + " is not from 1 to " + max);
    }
  }
}
