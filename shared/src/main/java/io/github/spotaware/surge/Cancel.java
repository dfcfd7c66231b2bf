package io.github.spotaware.surge;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;

/**
 * → Cancelling → none: the owner's count stands. The HPA and the deletion costs are restored, the
 * count is left alone, the schedule is deleted.
 */
final class Cancel {
  private Cancel() {}

  static Step begin(StoredSchedule stored, WorkloadSnapshot snapshot, String why) {
    List<Report> reports =
        snapshot
            .deployment()
            .map(deployment ->
                Report.about(deployment, Reason.SCALE_DOWN_CANCELLED, "The surge ends: " + why))
            .stream()
            .toList();
    return new Step.Write(
        new UpdateSchedule(stored, stored.content().in(Phase.CANCELLING)), reports);
  }

  static Step finish(StoredSchedule stored, WorkloadSnapshot snapshot) {
    return Step.Write.of(
        AutoscalerFloor.restore(stored.content(), snapshot)
            .or(() -> DeletionCosts.restore(stored.content(), snapshot))
            .orElseGet(() -> new DeleteSchedule(stored)));
  }
}
