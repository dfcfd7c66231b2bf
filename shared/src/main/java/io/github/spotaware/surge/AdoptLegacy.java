package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteLegacySchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schedule of the shell version → one of ours in Surged, with its due time; then the other is
 * deleted. It is taken over only where it is sure to be about the surge there is: the Deployment is
 * older than it and at its {@code current_replicas}, and has been there since it was written. So
 * one that was left behind harms nothing, also where the owner wants 2 by now.
 *
 * <p>Ours is created first, and exists once; the other is deleted as it was read. After a crash
 * between the two, and where both versions have seen the same disruption, there is one of each:
 * then ours takes the later due time, and the other goes.
 */
public final class AdoptLegacy {
  /**
   * The shell version writes the count first and the schedule within moments, the Deployment
   * controller follows, and the times are whole seconds of several API servers' clocks.
   */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  private static final Duration RECHECK = Duration.ofSeconds(1);

  /** What to do about a schedule of the shell version now. */
  public sealed interface Decision {

    /** One write on the way to taking it over. */
    record Take(Step.Write step) implements Decision {}

    /** Something is on its way, a surge of ours or the ReplicaSet: look again. */
    record Later(Instant at) implements Decision {}

    /**
     * The shell version's own business, as long as the configuration is as it is.
     *
     * @param why for people
     */
    record NotOurs(String why) implements Decision {}

    /**
     * Nothing is done about it, and its owner should know.
     *
     * @param why for people
     */
    record LeaveAlone(String why) implements Decision {}
  }

  private AdoptLegacy() {}

  /**
   * @param legacy read live, before the snapshot
   */
  public static Decision next(
      StoredLegacySchedule legacy,
      WorkloadSnapshot snapshot,
      Configuration configuration,
      Instant now) {
    if (configuration.dryRun()) {
      return new Decision.NotOurs("the configuration says dry-run");
    }
    if (!configuration.inScope(legacy.content().deployment().namespace())) {
      return new Decision.NotOurs("the namespace is not in scope");
    }
    Optional<String> not = whyNot(legacy, snapshot, configuration);
    if (not.isPresent()) {
      return new Decision.LeaveAlone(not.get());
    }
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    List<ReplicaSetState> raised = raised(snapshot, deployment);
    if (raised.isEmpty() || snapshot.unreadable().isPresent()) {
      return new Decision.Later(now.plus(RECHECK));
    }
    if (raised.stream().noneMatch(replicaSet -> raisedBy(legacy, replicaSet))) {
      return new Decision.LeaveAlone("the Deployment came to 2 after it was written");
    }
    return snapshot
        .schedule()
        .map(ours -> besideOurs(legacy, ours, deployment, now))
        .orElseGet(() -> new Decision.Take(adopt(legacy, snapshot, deployment, configuration)));
  }

  private static Optional<String> whyNot(
      StoredLegacySchedule legacy, WorkloadSnapshot snapshot, Configuration configuration) {
    if (snapshot.deployment().isEmpty() || snapshot.namespaceTerminating()) {
      return Optional.of("there is no such Deployment");
    }
    DeploymentState deployment = snapshot.deployment().get();
    if (deployment.terminating()) {
      return Optional.of("the Deployment is being deleted");
    }
    if (!SurgeCourse.isProtected(deployment, configuration)) {
      return Optional.of("the Deployment does not carry " + configuration.protectedLabels());
    }
    if (deployment.created().isAfter(legacy.written())) {
      return Optional.of("the Deployment was made at " + deployment.created() + ", after it");
    }
    return deployment.replicas() == Schedule.SURGED_REPLICAS
        ? Optional.empty()
        : Optional.of("the Deployment is at " + deployment.replicas() + ", not at 2");
  }

  /** Its ReplicaSets that have followed it to 2. */
  private static List<ReplicaSetState> raised(
      WorkloadSnapshot snapshot, DeploymentState deployment) {
    return snapshot.replicaSets().stream()
        .filter(replicaSet ->
            replicaSet.controller().filter(c -> c.uid().equals(deployment.uid())).isPresent())
        .filter(replicaSet -> replicaSet.replicas() == Schedule.SURGED_REPLICAS)
        .toList();
  }

  private static boolean raisedBy(StoredLegacySchedule legacy, ReplicaSetState replicaSet) {
    return replicaSet
        .replicasWritten()
        .filter(time -> !time.isAfter(legacy.written().plus(TOLERANCE)))
        .isPresent();
  }

  private static Decision besideOurs(
      StoredLegacySchedule legacy, StoredSchedule ours, DeploymentState deployment, Instant now) {
    Schedule schedule = ours.content();
    if (schedule.phase() != Phase.SURGED || !schedule.deploymentUid().equals(deployment.uid())) {
      return new Decision.Later(now.plus(RECHECK));
    }
    Schedule later = schedule.dueNoSoonerThan(legacy.content().scheduledTime());
    return new Decision.Take(
        Step.Write.of(
            later.equals(schedule)
                ? new DeleteLegacySchedule(legacy)
                : new UpdateSchedule(ours, later)));
  }

  private static Step.Write adopt(
      StoredLegacySchedule legacy,
      WorkloadSnapshot snapshot,
      DeploymentState deployment,
      Configuration configuration) {
    Schedule schedule =
        Schedule.adopt(
                legacy.content(),
                deployment.uid(),
                "schedule " + legacy.name() + " of the shell version",
                deployment.replicasWriters())
            .withCosts(
                DeletionCosts.usersValues(
                    DeletionCosts.onDoomedNodes(snapshot, configuration.disruptionTaints())));
    return Step.Write.of(
        new CreateSchedule(snapshot.freeScheduleName(), schedule),
        Report.about(
            deployment,
            Reason.SCHEDULE_ADOPTED,
            "ConfigMap "
                + legacy.name()
                + " of the shell version is taken over as "
                + snapshot.freeScheduleName()
                + "; back to 1 no sooner than "
                + schedule.scheduledTime()));
  }
}
