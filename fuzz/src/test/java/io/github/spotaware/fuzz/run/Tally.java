package io.github.spotaware.fuzz.run;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What came of the inputs of one kind. */
public record Tally(
    String kind, long accepted, long rejected, Duration took, List<String> failures) {
  /** Copies. */
  public Tally {
    failures = List.copyOf(failures);
  }

  public long inputs() {
    return accepted + rejected + failures.size();
  }

  /** A line of the table. */
  public String line() {
    return String.format(
        "%-16s %,10d inputs %,10d accepted %,10d rejected %4d wrong %,9.0f per second",
        kind,
        inputs(),
        accepted,
        rejected,
        failures.size(),
        inputs() / Math.max(0.001, took.toMillis() / 1000.0));
  }

  /** The sum of all. */
  public static Tally total(String name, Collection<Tally> tallies) {
    return new Tally(
        name,
        tallies.stream().mapToLong(Tally::accepted).sum(),
        tallies.stream().mapToLong(Tally::rejected).sum(),
        tallies.stream().map(Tally::took).reduce(Duration.ZERO, Duration::plus),
        tallies.stream().flatMap(tally -> tally.failures().stream()).toList());
  }
}
