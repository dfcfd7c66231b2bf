package io.github.spotaware.eviction;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.surge.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to do about an eviction, as of one snapshot. */
public sealed interface EvictionDecision {

  /**
   * Let it through.
   *
   * @param warnings shown by kubectl
   */
  record Allow(Reason reason, String message, List<String> warnings, List<Report> reports)
      implements EvictionDecision {
    public Allow {
      warnings = List.copyOf(warnings);
      reports = List.copyOf(reports);
    }

    static Allow because(Reason reason, String message) {
      return new Allow(reason, message, List.of(), List.of());
    }
  }

  /** Answer 429 at once. */
  record Refuse(Reason reason, String message, List<Report> reports) implements EvictionDecision {
    public Refuse {
      reports = List.copyOf(reports);
    }
  }

  /** Do this write, read again, decide again. */
  record Act(Step.Write step) implements EvictionDecision {}

  /**
   * Do this write of a scale-down that takes the pod itself, then read and decide again. The call
   * may go on for as long as its caller waits: the pod terminates within moments.
   */
  record HandOff(Step.Write step) implements EvictionDecision {}

  /** Take or renew the ticket by this write, then read again: only then it may be let through. */
  record TakeTicket(Step.Write step, boolean renewal) implements EvictionDecision {}

  /** Give back the ticket this call took: the checks no longer hold. */
  record GiveBackTicket(Step.Write step, String waitingFor) implements EvictionDecision {}

  /**
   * Keep it held until something changes.
   *
   * @param waitingFor for the person at the terminal
   * @param recheckAt when the passing of time alone can change it
   */
  record Hold(String waitingFor, Optional<Instant> recheckAt) implements EvictionDecision {}
}
