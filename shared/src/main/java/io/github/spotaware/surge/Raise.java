package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Raising → Surged: mark the pods on doomed nodes, raise the HPA's floor, raise replicas, and call
 * it surged once a live read shows replicas 2 set by us. Each call returns the one next write, so a
 * crash anywhere rolls forward.
 */
public final class Raise {
  private Raise() {}

  /** The next step of a schedule in Raising whose Deployment its owner left to us. */
  public static Step next(
      StoredSchedule stored, WorkloadSnapshot snapshot, Configuration configuration) {
    Optional<String> over = WhoseCountWins.endsSurge(stored.content(), snapshot);
    if (over.isPresent()) {
      return new Step.Wait("the scaler to end the surge: " + over.get(), Optional.empty());
    }
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    Optional<ProtocolWrite> before =
        DeletionCosts.mark(stored, victims(stored, snapshot, configuration))
            .or(() -> AutoscalerFloor.raise(stored, snapshot));
    if (before.isPresent()) {
      return Step.Write.of(before.get());
    }
    if (deployment.replicas() == Schedule.ORIGINAL_REPLICAS) {
      return Step.Write.of(
          new SetReplicas(deployment, Schedule.SURGED_REPLICAS),
          Report.about(
              deployment,
              Reason.SCALED_UP,
              "Scaled from 1 to 2 for "
                  + stored.content().trigger()
                  + "; back to 1 no sooner than "
                  + stored.content().scheduledTime()));
    }
    return Step.Write.of(new UpdateSchedule(stored, stored.content().in(Phase.SURGED)));
  }

  private static Set<PodState> victims(
      StoredSchedule stored, WorkloadSnapshot snapshot, Configuration configuration) {
    Set<PodState> victims =
        new HashSet<>(DeletionCosts.onDoomedNodes(snapshot, configuration.disruptionTaints()));
    Handoff.victim(stored.content(), snapshot).ifPresent(victims::add);
    return victims;
  }
}
