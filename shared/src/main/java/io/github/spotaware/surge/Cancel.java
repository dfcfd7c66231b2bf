package io.github.spotaware.surge;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * → Cancelling → none: the owner's count stands. The HPA and the deletion costs are restored, the
 * count is left alone, the schedule is deleted.
 */
final class Cancel {
  /**
   * While a surge is raised, another process may be about to raise the HPA's floor: as long as that
   * request may live, someone has to be there to restore it.
   */
  static final Duration LATE_RAISE = Duration.ofSeconds(10);

  private Cancel() {}

  static Step begin(StoredSchedule stored, WorkloadSnapshot snapshot, String why, Instant now) {
    List<Report> reports =
        snapshot
            .deployment()
            .map(deployment ->
                Report.about(deployment, Reason.SCALE_DOWN_CANCELLED, "The surge ends: " + why))
            .stream()
            .toList();
    return new Step.Write(
        new UpdateSchedule(
            stored, stored.content().in(Phase.CANCELLING).due(endsAt(stored.content(), now))),
        reports);
  }

  private static Instant endsAt(Schedule schedule, Instant now) {
    boolean raising = schedule.phase() == Phase.RAISING && schedule.autoscaler().isPresent();
    return raising ? now.plus(LATE_RAISE) : now;
  }

  static Step finish(StoredSchedule stored, WorkloadSnapshot snapshot, Instant now) {
    return AutoscalerFloor.restore(stored, snapshot)
        .or(() -> DeletionCosts.restore(stored.content(), snapshot))
        .<Step>map(Step.Write::of)
        .orElseGet(() ->
            stored.content().dueAt(now)
                ? Step.Write.of(new DeleteSchedule(stored))
                : new Step.Wait(
                    "late writes of the surge that is cancelled",
                    Optional.of(stored.content().scheduledTime())));
  }
}
