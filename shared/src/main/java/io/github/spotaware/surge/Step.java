package io.github.spotaware.surge;

import io.github.spotaware.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to do next about a surge. After a write, everything is read again. */
public sealed interface Step {

  /**
   * @param reports told once the write is persisted, by the one whose write it was
   */
  record Write(ProtocolWrite write, List<Report> reports) implements Step {
    public Write {
      reports = List.copyOf(reports);
    }

    static Write of(ProtocolWrite write) {
      return new Write(write, List.of());
    }

    static Write of(ProtocolWrite write, Report report) {
      return new Write(write, List.of(report));
    }
  }

  /**
   * Nothing can be done until something changes.
   *
   * @param forWhat for people
   * @param recheckAt when the passing of time alone can change it
   */
  record Wait(String forWhat, Optional<Instant> recheckAt) implements Step {}

  /** There is nothing to do. */
  record Done() implements Step {}
}
