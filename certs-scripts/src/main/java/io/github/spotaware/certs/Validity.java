package io.github.spotaware.certs;

import io.github.spotaware.certs.pki.Lifetimes;
import picocli.CommandLine.Option;

/** The options that say how long new certificates are valid. */
final class Validity {
  @Option(
      names = "--valid-days",
      paramLabel = "DAYS",
      description = "How long a serving certificate is valid: 1 to 398. Default: 90.")
  private int servingDays = Lifetimes.DEFAULT.servingDays();

  @Option(
      names = "--ca-valid-years",
      paramLabel = "YEARS",
      description = "How long a CA is valid: 1 to 10. Default: 5.")
  private int authorityYears = Lifetimes.DEFAULT.authorityYears();

  /** The lifetimes; out of range is a wrong command line. */
  Lifetimes lifetimes(Target target) {
    try {
      return new Lifetimes(servingDays, authorityYears);
    } catch (IllegalArgumentException e) {
      throw target.wrong(String.valueOf(e.getMessage()));
    }
  }
}
