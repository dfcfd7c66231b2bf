package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The surge that a node signal starts, before any eviction arrives. It starts only while no pod
 * serves on a node that stays, and ends only while one does ({@link BeginLowering}): so a node that
 * stays cordoned does not surge the same Deployment again and again. Where its owner has set it
 * back to 1, the same signal does not start it again.
 */
public final class EarlySurge {
  private EarlySurge() {}

  /** The part of it that any process may do, up to Surged: start it, and raise. */
  public static Step upToSurged(
      WorkloadSnapshot snapshot,
      Disruptions disruptions,
      Configuration configuration,
      Instant now) {
    return snapshot
        .schedule()
        .map(stored ->
            stored.content().phase() == Phase.RAISING
                ? Raise.next(stored, snapshot, configuration)
                : new Step.Done())
        .orElseGet(() ->
            start(snapshot, disruptions, configuration, now)
                .<Step>map(step -> step)
                .orElseGet(Step.Done::new));
  }

  /** None → Raising; empty where nothing calls for a surge, or something speaks against it. */
  static Optional<Step.Write> start(
      WorkloadSnapshot snapshot,
      Disruptions disruptions,
      Configuration configuration,
      Instant now) {
    return wanted(snapshot, disruptions, configuration, now)
        .filter(disruption -> !configuration.dryRun())
        .filter(disruption -> Surgeable.whyNot(snapshot, disruptions.reversals()).isEmpty())
        .map(disruption -> StartSurge.forNode(snapshot, disruption, configuration, now));
  }

  /**
   * What a disruption that does not surge is told as: that it can't, or that it would in earnest.
   * The same each time; who tells it sees to it that it is told once.
   */
  public static List<Report> reports(
      WorkloadSnapshot snapshot,
      Disruptions disruptions,
      Configuration configuration,
      Instant now) {
    if (snapshot.schedule().isPresent()) {
      return failedAfterRaise(snapshot, disruptions, configuration, now);
    }
    return wanted(snapshot, disruptions, configuration, now)
        .flatMap(disruption ->
            Surgeable.whyNot(snapshot, disruptions.reversals())
                .map(why -> unsurgeable(snapshot, disruption, why))
                .or(() ->
                    configuration.dryRun()
                        ? Optional.of(wouldSurge(snapshot, disruption))
                        : Optional.empty()))
        .stream()
        .toList();
  }

  private static List<Report> failedAfterRaise(
      WorkloadSnapshot snapshot,
      Disruptions disruptions,
      Configuration configuration,
      Instant now) {
    boolean surging =
        snapshot
            .schedule()
            .filter(stored -> stored.content().phase() == Phase.SURGED)
            .filter(stored ->
                snapshot
                    .deployment()
                    .filter(d -> d.uid().equals(stored.content().deploymentUid()))
                    .isPresent())
            .isPresent();
    return surging
        ? NodeDisruption.of(snapshot, disruptions.signals(), configuration, now)
            .flatMap(disruption ->
                Surgeable.failedAfterRaise(snapshot, disruption.pod())
                    .map(why -> unsurgeable(snapshot, disruption, why)))
            .stream()
            .toList()
        : List.of();
  }

  /** A live, protected Deployment that wants 1 and does not surge is disrupted. */
  private static Optional<NodeDisruption> wanted(
      WorkloadSnapshot snapshot,
      Disruptions disruptions,
      Configuration configuration,
      Instant now) {
    boolean may =
        !snapshot.hasSchedule()
            && !snapshot.namespaceTerminating()
            && snapshot
                .deployment()
                .filter(deployment -> !deployment.terminating())
                .filter(deployment -> deployment.replicas() == Schedule.ORIGINAL_REPLICAS)
                .filter(deployment -> SurgeCourse.isProtected(deployment, configuration))
                .isPresent();
    return may
        ? NodeDisruption.of(snapshot, disruptions.signals(), configuration, now)
            .filter(disruption -> !disruptions.ended().contains(disruption.signal()))
        : Optional.empty();
  }

  private static Report unsurgeable(
      WorkloadSnapshot snapshot, NodeDisruption disruption, String why) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    return Report.about(
        deployment,
        Reason.NOT_SURGEABLE,
        goesAway(disruption)
            + ", and Deployment "
            + deployment.ref()
            + " cannot run a second pod: "
            + why);
  }

  private static Report wouldSurge(WorkloadSnapshot snapshot, NodeDisruption disruption) {
    DeploymentState deployment = snapshot.deployment().orElseThrow();
    return Report.about(
        deployment,
        Reason.NODE_DISRUPTED,
        goesAway(disruption)
            + ": Deployment "
            + deployment.ref()
            + " would be scaled from 1 to 2, but the configuration says dry-run");
  }

  /** The node, why, and the pod there. */
  static String goesAway(NodeDisruption disruption) {
    return "Pod "
        + disruption.pod().name()
        + " is on node "
        + disruption.signal().node()
        + ", which goes away ("
        + disruption.why()
        + ")";
  }
}
