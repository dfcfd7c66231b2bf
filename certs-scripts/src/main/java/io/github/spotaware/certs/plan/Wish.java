package io.github.spotaware.certs.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a person or a Job asks for.
 *
 * @param names that the serving certificate has to be for
 * @param renewWithin a renewal is due when less than this is left; empty: it is due in any case
 */
public record Wish(Goal goal, List<String> names, Optional<Duration> renewWithin) {
  /** A certificate that is valid for less than this is as good as expired. */
  public static final Duration SOON = Duration.ofDays(14);

  public Wish {
    names = List.copyOf(names);
  }

  /** The three commands that write certificates. */
  public enum Goal {
    /** All is there and fits; what is there and good stays. */
    CREATE,
    /** A new serving certificate of the same CA. */
    RENEW,
    /** A new CA, and a serving certificate of it. */
    ROTATE
  }
}
