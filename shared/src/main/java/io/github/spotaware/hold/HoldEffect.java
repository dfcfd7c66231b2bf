package io.github.spotaware.hold;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.surge.ProtocolWrite;
import java.util.List;

/**
 * What a hold wants done. At most one of {@link Read} and {@link Perform} is under way at a time,
 * and each is answered by one event.
 */
public sealed interface HoldEffect {

  /** Read everything live; answered by Seen or ReadFailed. */
  record Read() implements HoldEffect {}

  /** Do the write; answered by Written. */
  record Perform(ProtocolWrite write) implements HoldEffect {}

  /** Take one of the bounded places for held calls; answered by NoPlace when none is free. */
  record TakePlace() implements HoldEffect {}

  /** Send Woken at this time; replaces an earlier one. */
  record WakeAt(Moment moment) implements HoldEffect {}

  /** Tell people. */
  record Publish(List<Report> reports) implements HoldEffect {}

  /** Answer the call: once, and for good. */
  record Answer(boolean allowed, Reason reason, String message, List<String> warnings)
      implements HoldEffect {
    public Answer {
      warnings = List.copyOf(warnings);
    }
  }

  /** Nothing is under way, and nothing more will come of this hold. */
  record Finish() implements HoldEffect {}
}
