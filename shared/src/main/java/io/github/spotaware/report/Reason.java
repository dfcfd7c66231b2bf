package io.github.spotaware.report;

import java.util.Optional;

/**
 * Every reason there is: one word shared by response, log line, metric label and Event. Those with
 * a {@link Severity} are Event reasons; they are stable, because the series key of an Event leaves
 * its note out.
 */
public enum Reason {
  NODE_DISRUPTED("NodeDisrupted", Severity.NORMAL),
  SCALED_UP("ScaledUp", Severity.NORMAL),
  REPLACEMENT_READY("ReplacementReady", Severity.NORMAL),
  EVICTION_HELD("EvictionHeld", Severity.NORMAL),
  EVICTION_ALLOWED("EvictionAllowed", Severity.NORMAL),
  EVICTION_HOLD_EXPIRED("EvictionHoldExpired", Severity.WARNING),
  NOT_SURGEABLE("NotSurgeable", Severity.WARNING),
  SCALED_DOWN("ScaledDown", Severity.NORMAL),
  SCALE_DOWN_POSTPONED("ScaleDownPostponed", Severity.NORMAL),
  SCALE_DOWN_CANCELLED("ScaleDownCancelled", Severity.NORMAL),
  CONFIG_INVALID("ConfigInvalid", Severity.WARNING),
  SCHEDULE_UNREADABLE("ScheduleUnreadable", Severity.WARNING),
  SCHEDULE_ADOPTED("ScheduleAdopted", Severity.NORMAL),
  LEGACY_SCHEDULE_IGNORED("LegacyScheduleIgnored", Severity.WARNING),
  LEGACY_LEFTOVER("LegacyLeftover", Severity.NORMAL),

  OUT_OF_SCOPE("OutOfScope"),
  POD_GONE("PodGone"),
  NOT_PROTECTED("NotProtected"),
  NOT_READY("NotReady"),
  NOT_GUARDED("NotGuarded"),
  DRY_RUN("DryRun"),
  WAITING("Waiting"),
  TOO_MANY_HOLDS("TooManyHolds"),
  CALLER_GONE("CallerGone"),
  SHUTTING_DOWN("ShuttingDown"),
  API_ERROR("ApiError"),
  SCHEDULE_RESTORED("ScheduleRestored");

  /** The type of an Event. */
  public enum Severity {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String text;

    Severity(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  private final String text;
  private final Optional<Severity> severity;

  Reason(String text) {
    this.text = text;
    this.severity = Optional.empty();
  }

  Reason(String text, Severity severity) {
    this.text = text;
    this.severity = Optional.of(severity);
  }

  public String text() {
    return text;
  }

  /** Empty for what is said in answers, logs and metrics only. */
  public Optional<Severity> eventSeverity() {
    return severity;
  }
}
