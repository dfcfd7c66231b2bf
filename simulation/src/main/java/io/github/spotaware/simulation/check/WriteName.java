package io.github.spotaware.simulation.check;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.surge.ProtocolWrite;
import java.util.Optional;

/** Short names of the protocol's writes: the transition, or the object that is changed. */
public final class WriteName {
  private static final String[][] TRANSITIONS = transitions();

  private WriteName() {}

  public static String of(ProtocolWrite write) {
    return switch (write) {
      case ProtocolWrite.CreateSchedule create -> "none → " + create.content().phase().text();
      case ProtocolWrite.UpdateSchedule update ->
          transition(update.from().content().phase(), update.to().phase());
      case ProtocolWrite.DeleteSchedule delete ->
          delete.schedule().content().phase().text() + " → none";
      case ProtocolWrite.DeleteLegacySchedule delete -> "legacy → none";
      case ProtocolWrite.CreateBackstop create -> "backstop made";
      case ProtocolWrite.PutBackstopInEffect put -> "backstop in effect";
      case ProtocolWrite.DeleteBackstop delete -> "backstop deleted";
      case ProtocolWrite.SetReplicas set -> "replicas " + set.replicas();
      case ProtocolWrite.SetDeletionCost set ->
          set.value().equals(Optional.of(DeletionCosts.OURS)) ? "cost set" : "cost restored";
      case ProtocolWrite.SetMinReplicas set ->
          set.autoscaler().kind().minimum()
              + (set.value().equals(Optional.of(Schedule.SURGED_REPLICAS))
                  ? " raised"
                  : " restored");
    };
  }

  static String transition(Phase from, Phase to) {
    return TRANSITIONS[from.ordinal()][to.ordinal()];
  }

  private static String[][] transitions() {
    Phase[] phases = Phase.values();
    String[][] names = new String[phases.length][phases.length];
    for (Phase from : phases) {
      for (Phase to : phases) {
        names[from.ordinal()][to.ordinal()] = from.text() + " → " + to.text();
      }
    }
    return names;
  }
}
