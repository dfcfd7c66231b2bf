package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ServingPods;
import io.github.spotaware.workload.Settled;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lowering → none: choose the victim by deletion cost, restore the HPA, lower, wait until settled
 * at 1, restore the costs, delete the schedule. Nothing is released meanwhile, so there is no way
 * back to Surged: a paused leader may still be about to lower. A rollout that began since is waited
 * for all the same; the lowering names the Deployment's resourceVersion, so none is missed.
 */
final class Lower {
  private Lower() {}

  /** The next step of a schedule in Lowering whose Deployment its owner left to us. */
  static Step next(
      StoredSchedule stored, WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    Optional<ProtocolWrite> autoscaler = AutoscalerFloor.restore(stored.content(), snapshot);
    if (deployment.replicas() != Schedule.ORIGINAL_REPLICAS) {
      Optional<String> first = RolloutFirst.awaits(snapshot, configuration, now);
      if (first.isPresent()) {
        return new Step.Wait(first.get(), Optional.empty());
      }
      List<PodState> keep = kept(snapshot, configuration, now);
      Optional<ProtocolWrite> before =
          DeletionCosts.mark(stored, victims(snapshot, keep))
              .or(() -> DeletionCosts.restore(stored.content(), keep))
              .or(() -> autoscaler);
      return before
          .map(Step.Write::of)
          .orElseGet(() ->
              Step.Write.of(
                  new SetReplicas(deployment, Schedule.ORIGINAL_REPLICAS),
                  Report.about(
                      deployment,
                      Reason.SCALED_DOWN,
                      "Scaled from 2 to 1: the surge for "
                          + stored.content().trigger()
                          + " is over")));
    }
    if (autoscaler.isPresent()) {
      return Step.Write.of(autoscaler.get());
    }
    if (!Settled.at(Schedule.ORIGINAL_REPLICAS, snapshot)) {
      return new Step.Wait("the ReplicaSet to delete the surplus pod", Optional.empty());
    }
    return Step.Write.of(
        DeletionCosts.restore(stored.content(), snapshot)
            .orElseGet(() -> new DeleteSchedule(stored)));
  }

  /**
   * The pods that should stay: those that serve on nodes that stay, or else one that serves. They
   * carry no mark of ours when the count is lowered, not even one from a node that was doomed once.
   */
  private static List<PodState> kept(
      WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    List<PodState> staying = ServingPods.staying(snapshot, configuration.disruptionTaints(), now);
    return staying.isEmpty()
        ? ServingPods.of(snapshot, configuration.disruptionTaints(), now).stream().limit(1).toList()
        : staying;
  }

  /**
   * The Ready pods that should go. Others rank before them in the ReplicaSet controller anyway, and
   * where every serving pod is on a node that stays, its own order is as good as ours.
   */
  private static Set<PodState> victims(WorkloadSnapshot snapshot, List<PodState> keep) {
    return keep.isEmpty()
        ? Set.of()
        : snapshot.ownedPods().stream()
            .filter(PodState::active)
            .filter(PodState::ready)
            .filter(pod -> !keep.contains(pod))
            .collect(Collectors.toSet());
  }
}
