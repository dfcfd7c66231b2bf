package io.github.spotaware.guard;

import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;

/** What becomes of a write of the count. */
public sealed interface GuardDecision {

  /** Why a write passes as it is; one word for log and metric. */
  enum Cause {
    /** It comes from us, or is none of 1 over 2. */
    NOT_ASKED_ABOUT("not-asked-about"),
    SWITCHED_OFF("switched-off"),
    /** The namespace is out of scope, or the Deployment does not carry the label. */
    NOT_PROTECTED("not-protected"),
    /** No surge is open, or it is being cancelled. */
    NO_SURGE("no-surge"),
    /** The surge is over by what was written before: the count is its owner's. */
    OWNERS("owners"),
    /** It could not be read, and no surge of it is known. */
    UNDECIDED("undecided");

    private final String text;

    Cause(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** It is persisted as it was sent. */
  record Pass(Cause cause) implements GuardDecision {}

  /**
   * The count stays at 2.
   *
   * @param warning for the writer
   */
  record Keep(String warning) implements GuardDecision {}

  /**
   * The count stays at 2 for seconds, in which the scaler lowers it: the ReplicaSet controller has
   * to see first which pod is to go.
   *
   * @param begin the compare-and-swap that makes the surge due
   * @param warning for the writer, once that is persisted
   */
  record Follow(UpdateSchedule begin, String warning) implements GuardDecision {}
}
