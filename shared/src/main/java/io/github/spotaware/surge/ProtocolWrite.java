package io.github.spotaware.surge;

import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.PodState;
import java.util.Optional;

/**
 * Every write of the protocol. Each names the object as it was read (UID and resourceVersion), so
 * that it fails rather than overwrite what has changed since, and may be repeated safely.
 */
public sealed interface ProtocolWrite {

  /** Fails when an object of the name exists. */
  record CreateSchedule(String name, Schedule content) implements ProtocolWrite {}

  /** A compare-and-swap on the resourceVersion read. */
  record UpdateSchedule(StoredSchedule from, Schedule to) implements ProtocolWrite {}

  record DeleteSchedule(StoredSchedule schedule) implements ProtocolWrite {}

  /** Of the shell version, as it was read. */
  record DeleteLegacySchedule(StoredLegacySchedule schedule) implements ProtocolWrite {}

  /** A JSON Patch with {@code test} on /metadata/uid and /metadata/resourceVersion. */
  record SetReplicas(DeploymentState deployment, int replicas) implements ProtocolWrite {}

  /** An empty value removes the annotation. */
  record SetDeletionCost(PodState pod, Optional<String> value) implements ProtocolWrite {}

  /**
   * A PodDisruptionBudget that selects no pod yet. It names the Deployment as its owner: so it is
   * deleted with it, and the garbage collector deletes one made too late.
   */
  record CreateBackstop(String name, DeploymentState deployment) implements ProtocolWrite {}

  /** It selects these pods from now on. A JSON Patch with {@code test} as above. */
  record PutBackstopInEffect(DisruptionBudgetState backstop, LabelSelector selector)
      implements ProtocolWrite {}

  record DeleteBackstop(DisruptionBudgetState backstop) implements ProtocolWrite {}

  /**
   * The lower bound of an HPA or of a ScaledObject. An empty value removes the field.
   *
   * @param under only while this schedule is as it was read: what an HPA's resourceVersion does not
   *     show is that the surge has gone on or ended since
   */
  record SetMinReplicas(AutoscalerState autoscaler, Optional<Integer> value, StoredSchedule under)
      implements ProtocolWrite {}
}
