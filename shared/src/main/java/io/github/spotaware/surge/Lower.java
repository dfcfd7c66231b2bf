package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.Settled;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lowering → none: choose the victim by deletion cost, restore the HPA, lower, wait until settled
 * at 1, restore the costs, delete the schedule. A ScaledObject is restored some seconds ahead: as
 * long as KEDA has not told the HPA, that one would put the count back to 2. Nothing is released
 * meanwhile, so there is no way back to Surged: a paused leader may still be about to lower. A
 * rollout that began since is waited for all the same; the lowering names the Deployment's
 * resourceVersion, so none is missed.
 */
public final class Lower {
  /**
   * What KEDA's operator may take to write a ScaledObject's bound into its HPA. Not longer than it
   * has to be: from then on the HPA, too, may lower the count, every 15 s.
   */
  static final Duration KEDA_TAKES = Duration.ofSeconds(3);

  private Lower() {}

  /** The next step of a schedule in Lowering whose Deployment its owner left to us. */
  public static Step next(
      StoredSchedule stored, WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    Optional<ProtocolWrite> autoscaler = AutoscalerFloor.restore(stored, snapshot);
    if (deployment.replicas() != Schedule.ORIGINAL_REPLICAS) {
      Optional<String> first =
          RolloutFirst.awaits(snapshot, configuration, now)
              .or(() -> Settled.missing(snapshot))
              .or(() -> Settled.uncounted(snapshot));
      if (first.isPresent()) {
        return new Step.Wait(first.get(), Optional.empty());
      }
      ScaleDownVictims chosen = ScaleDownVictims.of(stored.content(), snapshot, configuration, now);
      Optional<ProtocolWrite> mark = chosen.nextMark(stored);
      if (mark.isPresent()) {
        return BeginLowering.inTime(stored, mark.get(), now);
      }
      Optional<ProtocolWrite> throughKeda = autoscaler.filter(AutoscalerFloor::isThroughKeda);
      if (throughKeda.isPresent()) {
        return throughKeda(stored, throughKeda.get(), now);
      }
      if (!stored.content().dueAt(now)) {
        return new Step.Wait(
            AutoscalerFloor.isThroughKeda(stored.content())
                ? "KEDA to lower the minReplicas of its HPA"
                : "the ReplicaSet controller to see the deletion costs",
            Optional.of(stored.content().scheduledTime()));
      }
      return autoscaler
          .map(Step.Write::of)
          .orElseGet(() ->
              Step.Write.of(
                  new SetReplicas(deployment, Schedule.ORIGINAL_REPLICAS),
                  Report.about(
                      deployment,
                      Reason.SCALED_DOWN,
                      "Scaled from 2 to 1"
                          + handedOff(stored, snapshot, configuration, now)
                          + ": the surge for "
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

  /** When the marks have been there for a while: the HPA may lower the count before us. */
  private static Step throughKeda(StoredSchedule stored, ProtocolWrite restore, Instant now) {
    Duration remaining = stored.content().remaining(now);
    if (remaining.compareTo(KEDA_TAKES) > 0) {
      return new Step.Wait(
          "the ReplicaSet controller to see the deletion costs",
          Optional.of(stored.content().scheduledTime().minus(KEDA_TAKES)));
    }
    boolean tooLate = remaining.compareTo(KEDA_TAKES.dividedBy(3)) < 0;
    return Step.Write.of(
        tooLate ? new UpdateSchedule(stored, stored.content().due(now.plus(KEDA_TAKES))) : restore);
  }

  /** For people: which pod leaves, where the schedule says that and another serves. */
  private static String handedOff(
      StoredSchedule stored, WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    return Handoff.others(stored.content(), snapshot, configuration, now).isEmpty()
        ? ""
        : Handoff.victim(stored.content(), snapshot)
            .map(pod -> ", pod " + pod.name() + " leaves")
            .orElse("");
  }
}
