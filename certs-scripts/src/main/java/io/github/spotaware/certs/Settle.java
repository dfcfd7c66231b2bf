package io.github.spotaware.certs;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The option that bounds the wait for the webhooks. */
final class Settle {
  private static final Duration MAX = Duration.ofHours(1);

  @Option(
      names = "--settle",
      paramLabel = "DURATION",
      description = {
        "How long to wait at most until both webhooks serve a new certificate, before an old CA is"
            + " dropped: 0s to 1h. Default: 150s.",
        "They are asked by a TLS handshake, through their Services or a port-forward. Where neither"
            + " works, it is waited that long: kubelets take up to two minutes."
      })
  private String settle = "150s";

  /** The bound; out of range is a wrong command line. */
  Duration bound(Target target) {
    try {
      Duration bound = Duration.parse("PT" + settle.toUpperCase(Locale.ROOT));
      if (!bound.isNegative() && bound.compareTo(MAX) <= 0) {
        return bound;
      }
    } catch (DateTimeParseException _) {
      // Said below, with what is allowed.
    }
    throw target.wrong("--settle: \"" + settle + "\" is not from 0s to 1h; write e.g. 150s or 3m");
  }
}
