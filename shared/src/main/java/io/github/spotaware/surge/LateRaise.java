package io.github.spotaware.surge;

import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.workload.AutoscalerState;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A raise of an HPA's floor by a process that was paused just before it: the surge has ended, and
 * nobody is left to restore what is raised now. So the one that raised it looks once more.
 */
public final class LateRaise {
  /** The phases that will be followed by one that restores. */
  private static final Set<Phase> IN_TIME =
      EnumSet.of(Phase.RAISING, Phase.SURGED, Phase.RELEASING);

  private LateRaise() {}

  /** It raises; other writes of an HPA restore. */
  public static boolean isRaise(SetMinReplicas set) {
    return set.under().content().phase() == Phase.RAISING;
  }

  /**
   * It may have been persisted, and the surge it was meant for is ending, or over. A raise that met
   * a change did nothing: what is raised then is another surge's. So it is where another surge has
   * recorded the HPA. A surge that goes on under a later version is left to that.
   */
  public static boolean isLate(SetMinReplicas raise, WriteOutcome outcome, NameUse now) {
    boolean persisted =
        outcome instanceof WriteOutcome.Done || outcome instanceof WriteOutcome.Unavailable;
    return persisted
        && !(now instanceof NameUse.Ours(StoredSchedule stored) && restores(stored, raise))
        && !(now instanceof NameUse.Unreadable);
  }

  /** Its end will put back what was raised. */
  private static boolean restores(StoredSchedule stored, SetMinReplicas raise) {
    return stored.uid().equals(raise.under().uid())
        ? IN_TIME.contains(stored.content().phase())
        : stored
            .content()
            .autoscaler()
            .filter(backup -> backup.uid().equals(raise.autoscaler().uid()))
            .isPresent();
  }

  /** What takes it back; empty where the value is not the one that was set. */
  public static Optional<SetMinReplicas> undo(
      SetMinReplicas raise, Optional<AutoscalerState> autoscaler) {
    return autoscaler
        .filter(hpa -> hpa.uid().equals(raise.autoscaler().uid()))
        .filter(hpa -> hpa.minReplicas().equals(raise.value()))
        .map(hpa -> new SetMinReplicas(hpa, raise.autoscaler().minReplicas(), raise.under()));
  }
}
