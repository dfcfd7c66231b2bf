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
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A schedule of the shell version → one of ours in Surged, with its due time; then the other is
 * deleted. It is taken over only where it is sure to be about the surge there is: the Deployment is
 * older than it and at its {@code current_replicas}, and nobody has written the count since. So one
 * that was left behind harms nothing.
 *
 * <p>Ours is created first, and exists once; the other is deleted as it was read. After a crash
 * between the two, and where both versions have seen the same disruption, there is one of each:
 * then ours takes the later due time, and the other goes.
 */
public final class AdoptLegacy {
  /**
   * The shell version writes the count first and the schedule within moments; their times are whole
   * seconds of two API servers' clocks.
   */
  static final Duration BETWEEN_CLOCKS = Duration.ofSeconds(5);

  private static final Duration RECHECK = Duration.ofSeconds(1);

  /** What to do about a schedule of the shell version now. */
  public sealed interface Decision {

    /** One write on the way to taking it over. */
    record Take(Step.Write step) implements Decision {}

    /** A surge of ours is on its way up or down: look again. */
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
    if (deployment.replicas() != Schedule.SURGED_REPLICAS) {
      return Optional.of("the Deployment is at " + deployment.replicas() + ", not at 2");
    }
    return deployment
        .replicasWritten()
        .filter(time -> time.isAfter(legacy.written().plus(BETWEEN_CLOCKS)))
        .map(time -> "the Deployment's count may have been written after it, at " + time);
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
