package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * None → Raising: the schedule is created before anything else, so that a crash at any later moment
 * finds the way to undo it. Precondition: live, this UID, not terminating, wants 1.
 */
public final class StartSurge {
  /**
   * A waiting drain keeps the scale-down this far away, at least half of it; an abandoned one does
   * not. Clients ask again within 20 s (Cluster API), whatever the scale-down delay is: with less,
   * a surge is undone between two calls, again and again.
   */
  public static final Duration POSTPONEMENT = Duration.ofSeconds(60);

  private static final String EVICTION = "eviction";

  private StartSurge() {}

  /** A surge for an eviction, which is held from now on. */
  public static Step.Write forEviction(
      WorkloadSnapshot snapshot, PodState evicted, Configuration configuration, Instant now) {
    return forRemoval(snapshot, evicted, EVICTION, configuration, now);
  }

  /**
   * A surge for a pod that is asked to go, and is held from now on.
   *
   * @param removal by what, in a word for people: {@code eviction}, {@code delete}
   */
  public static Step.Write forRemoval(
      WorkloadSnapshot snapshot,
      PodState evicted,
      String removal,
      Configuration configuration,
      Instant now) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    Schedule schedule =
        Schedule.start(
                snapshot.ref(),
                deployment.uid(),
                now.plus(whileHeld(configuration)),
                removal + " of " + evicted.name())
            .withHeld(evicted.uid(), now)
            .withCosts(
                DeletionCosts.usersValues(
                    DeletionCosts.onDoomedNodes(snapshot, configuration.disruptionTaints())));
    return new Step.Write(
        new CreateSchedule(
            snapshot.freeScheduleName(), Handoff.prepared(schedule, evicted, configuration)),
        List.of(
            Report.about(
                evicted,
                Reason.EVICTION_HELD,
                held(removal)
                    + configuration.maxHold().toSeconds()
                    + " s in all: Deployment "
                    + deployment.name()
                    + " is scaled from 1 to 2")));
  }

  /** How the note of an Event begins that tells of a hold; how many seconds at most comes next. */
  public static String held(String removal) {
    return (removal.equals(EVICTION) ? "Held" : "Its " + removal + " is held")
        + " until a replacement serves, for at most ";
  }

  /** A surge for a node that is going away. */
  public static Step.Write forNode(
      WorkloadSnapshot snapshot,
      NodeDisruption disruption,
      Configuration configuration,
      Instant now) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    Schedule schedule =
        Schedule.start(
                snapshot.ref(),
                deployment.uid(),
                now.plus(configuration.scaleDownDelay()),
                disruption.trigger())
            .withCosts(
                DeletionCosts.usersValues(
                    DeletionCosts.onDoomedNodes(snapshot, configuration.disruptionTaints())));
    return Step.Write.of(
        new CreateSchedule(
            snapshot.freeScheduleName(),
            Handoff.prepared(schedule, disruption.pod(), configuration)),
        Report.about(
            deployment,
            Reason.NODE_DISRUPTED,
            EarlySurge.goesAway(disruption) + ": a second pod is started"));
  }

  private static Duration whileHeld(Configuration configuration) {
    Duration delay = configuration.scaleDownDelay();
    return delay.compareTo(POSTPONEMENT) < 0 ? POSTPONEMENT : delay;
  }

  /**
   * A Deployment at 2, by our hand, without a schedule: someone deleted it. It gets one back, or
   * nobody would undo the surge. Who held an eviction or had the ticket is lost with the old one:
   * for as long as that may matter it is not undone.
   */
  public static Step.Write restoreSchedule(
      WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    Schedule schedule =
        Schedule.start(
                snapshot.ref(),
                deployment.uid(),
                now.plus(whileHeld(configuration)),
                "the schedule was deleted")
            .withCosts(
                DeletionCosts.usersValues(
                    DeletionCosts.onDoomedNodes(snapshot, configuration.disruptionTaints())))
            .withCosts(DeletionCosts.usersValues(DeletionCosts.marked(snapshot)))
            .in(Phase.SURGED);
    return Step.Write.of(
        new CreateSchedule(snapshot.freeScheduleName(), schedule),
        Report.about(
            deployment,
            Reason.SCHEDULE_RESTORED,
            "The schedule of a surge was deleted, and is made again"));
  }

  /** At 2 by our hand, and no schedule. */
  public static boolean lostItsSchedule(WorkloadSnapshot snapshot) {
    return !snapshot.hasSchedule()
        && snapshot.deployment().filter(StartSurge::raisedByUs).isPresent();
  }

  /** At 2 by our hand, whatever schedule was read: it may be younger than that read. */
  public static boolean raisedByUs(DeploymentState deployment) {
    return deployment.replicas() == Schedule.SURGED_REPLICAS
        && !deployment.terminating()
        && deployment.countIsOurs();
  }
}
