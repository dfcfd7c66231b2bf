package io.github.spotaware.surge;

import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;

/**
 * Raises the HPA's minReplicas for the time of a surge: an HPA reverts an outside scale-up within
 * its period. The exact original, "unset" included, is in the schedule before it is overwritten.
 */
final class AutoscalerFloor {
  private AutoscalerFloor() {}

  /** The next write; empty when there is no HPA, or its floor is high enough. */
  static Optional<ProtocolWrite> raise(StoredSchedule stored, WorkloadSnapshot snapshot) {
    return snapshot
        .autoscaler()
        .filter(hpa -> hpa.minReplicas().orElse(1) < Schedule.SURGED_REPLICAS)
        .map(hpa ->
            stored.content().autoscaler().filter(backup -> backup.equals(backupOf(hpa))).isPresent()
                ? new SetMinReplicas(hpa, Optional.of(Schedule.SURGED_REPLICAS), stored)
                : new UpdateSchedule(stored, stored.content().withAutoscaler(backupOf(hpa))));
  }

  /** Compared as well: its owner may have written it after it was recorded. */
  private static AutoscalerBackup backupOf(AutoscalerState hpa) {
    return new AutoscalerBackup(hpa.uid(), hpa.minReplicas());
  }

  /** The write that restores the original, only while the value is still the one we set. */
  static Optional<ProtocolWrite> restore(StoredSchedule stored, WorkloadSnapshot snapshot) {
    return stored
        .content()
        .autoscaler()
        .flatMap(backup ->
            snapshot
                .autoscaler()
                .filter(hpa -> hpa.uid().equals(backup.uid()))
                .filter(AutoscalerFloor::isRaised)
                .map(hpa -> new SetMinReplicas(hpa, backup.minReplicas(), stored)));
  }

  private static boolean isRaised(AutoscalerState hpa) {
    return hpa.minReplicas().equals(Optional.of(Schedule.SURGED_REPLICAS));
  }
}
