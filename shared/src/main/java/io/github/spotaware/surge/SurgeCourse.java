package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The course of one surge as the scaler's leader drives it: from a live snapshot, the one next
 * step. It is driven by state alone, so it is the repair after any crash as well.
 */
public final class SurgeCourse {
  private SurgeCourse() {}

  /**
   * As {@link #next(WorkloadSnapshot, Duration, Disruptions, Configuration, Instant)}, for none.
   */
  public static Step next(
      WorkloadSnapshot snapshot,
      Duration ticketUnchangedFor,
      Configuration configuration,
      Instant now) {
    return next(snapshot, ticketUnchangedFor, Disruptions.none(), configuration, now);
  }

  /**
   * @param ticketUnchangedFor how long this observer has seen the schedule's ticket unchanged
   * @param disruptions what calls for a surge where there is none
   */
  public static Step next(
      WorkloadSnapshot snapshot,
      Duration ticketUnchangedFor,
      Disruptions disruptions,
      Configuration configuration,
      Instant now) {
    if (snapshot.schedule().isEmpty()) {
      return withoutSchedule(snapshot, disruptions, configuration, now);
    }
    StoredSchedule stored = snapshot.schedule().get();
    Phase phase = stored.content().phase();
    if (phase != Phase.RELEASING && phase != Phase.CANCELLING) {
      Optional<String> over = WhoseCountWins.endsSurge(stored.content(), snapshot);
      if (over.isPresent()) {
        return Cancel.begin(stored, snapshot, over.get(), now);
      }
    }
    return switch (phase) {
      case RAISING -> Raise.next(stored, snapshot, configuration);
      case SURGED -> BeginLowering.next(stored, snapshot, configuration, now);
      case RELEASING ->
          EndTicket.whenOver(stored, snapshot, ticketUnchangedFor, configuration, now)
              .<Step>map(step -> step)
              .orElseGet(() ->
                  new Step.Wait(
                      "the eviction that was let through",
                      Optional.of(now.plus(EndTicket.LIFETIME.minus(ticketUnchangedFor)))));
      case LOWERING -> Lower.next(stored, snapshot, configuration, now);
      case CANCELLING -> Cancel.finish(stored, snapshot, now);
    };
  }

  private static Step withoutSchedule(
      WorkloadSnapshot snapshot,
      Disruptions disruptions,
      Configuration configuration,
      Instant now) {
    boolean ours =
        snapshot
            .deployment()
            .filter(d -> isProtected(d, configuration))
            .filter(d -> StartSurge.lostItsSchedule(snapshot))
            .isPresent();
    return ours
        ? StartSurge.restoreSchedule(snapshot, configuration, now)
        : EarlySurge.upToSurged(snapshot, disruptions, configuration, now);
  }

  /** It carries the label, and its namespace is in scope. */
  public static boolean isProtected(DeploymentState deployment, Configuration configuration) {
    return configuration.protects(deployment.namespace(), deployment.labels());
  }
}
