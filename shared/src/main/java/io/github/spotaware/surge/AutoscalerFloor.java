package io.github.spotaware.surge;

import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.AutoscalerKind;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;

/**
 * Raises the HPA's minReplicas for the time of a surge: an HPA reverts an outside scale-up within
 * its period. Of an HPA that KEDA makes, the ScaledObject's minReplicaCount is raised instead: KEDA
 * writes it into the HPA, over whatever is there. The exact original, "unset" included, is in the
 * schedule before it is overwritten.
 */
final class AutoscalerFloor {
  private AutoscalerFloor() {}

  /**
   * The next write; empty when there is no HPA, its floor is high enough, or its ceiling has come
   * down since the surge began: a floor above that is refused, again and again.
   */
  static Optional<ProtocolWrite> raise(StoredSchedule stored, WorkloadSnapshot snapshot) {
    return snapshot
        .autoscaler()
        .filter(hpa -> hpa.minReplicas().orElse(1) < Schedule.SURGED_REPLICAS)
        .filter(hpa -> hpa.maxReplicas() >= Schedule.SURGED_REPLICAS)
        .map(hpa ->
            stored.content().autoscaler().filter(backup -> backup.equals(backupOf(hpa))).isPresent()
                ? new SetMinReplicas(hpa, Optional.of(Schedule.SURGED_REPLICAS), stored)
                : new UpdateSchedule(stored, stored.content().withAutoscaler(backupOf(hpa))));
  }

  /** Compared as well: its owner may have written it after it was recorded. */
  private static AutoscalerBackup backupOf(AutoscalerState hpa) {
    return switch (hpa.kind()) {
      case HORIZONTAL_POD_AUTOSCALER -> new AutoscalerBackup(hpa.uid(), hpa.minReplicas());
      case SCALED_OBJECT ->
          AutoscalerBackup.ofScaledObject(hpa.name(), hpa.uid(), hpa.minReplicas());
    };
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

  /** What it changes reaches the HPA only when KEDA's operator has acted on it. */
  static boolean isThroughKeda(ProtocolWrite write) {
    return write instanceof SetMinReplicas set
        && set.autoscaler().kind() == AutoscalerKind.SCALED_OBJECT;
  }

  /** The same of what was raised. */
  static boolean isThroughKeda(Schedule schedule) {
    return schedule.autoscaler().flatMap(AutoscalerBackup::scaledObject).isPresent();
  }

  private static boolean isRaised(AutoscalerState hpa) {
    return hpa.minReplicas().equals(Optional.of(Schedule.SURGED_REPLICAS));
  }
}
