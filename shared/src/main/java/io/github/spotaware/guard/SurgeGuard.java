package io.github.spotaware.guard;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.guard.GuardDecision.Cause;
import io.github.spotaware.guard.GuardDecision.Follow;
import io.github.spotaware.guard.GuardDecision.Keep;
import io.github.spotaware.guard.GuardDecision.Pass;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.HandoffDone;
import io.github.spotaware.surge.StartSurge;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.surge.WhoseCountWins;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * A write of 1 over a surge's 2 is kept at 2 until the handoff is done. After that it is followed,
 * by the scaler, through the schedule like any other scale-down: no 1 of someone else's reaches the
 * ReplicaSet controller before the pod to go is marked. What is kept changes nothing that is
 * stored, so a writer that comes each second starts no fight.
 */
public final class SurgeGuard {
  private static final String STAYS = "spec.replicas stays 2: ";

  private SurgeGuard() {}

  /**
   * What needs no read.
   *
   * @param labelled whether the Deployment carries the protected labels; empty where that is not
   *     known
   */
  public static Optional<Pass> fromMemory(
      CountWrite write, Configuration configuration, Optional<Boolean> labelled) {
    if (!write.mayUndoASurge()) {
      return Optional.of(new Pass(Cause.NOT_ASKED_ABOUT));
    }
    if (!configuration.surgeGuard()) {
      return Optional.of(new Pass(Cause.SWITCHED_OFF));
    }
    return configuration.inScope(write.deployment().namespace()) && labelled.orElse(true)
        ? Optional.empty()
        : Optional.of(new Pass(Cause.NOT_PROTECTED));
  }

  /** By live reads, of a write that {@link #fromMemory} does not answer. */
  public static GuardDecision decide(
      CountWrite write, WorkloadSnapshot live, Configuration configuration, Instant now) {
    Optional<DeploymentState> found = live.deployment();
    if (found.isEmpty() || !SurgeCourse.isProtected(found.get(), configuration)) {
      return new Pass(Cause.NOT_PROTECTED);
    }
    if (StartSurge.lostItsSchedule(live)) {
      return new Keep(
          STAYS
              + "it was raised by a surge whose schedule was deleted; the schedule is made again,"
              + " and says when it goes back to 1");
    }
    if (live.unreadable().isPresent() && StartSurge.raisedByUs(found.get())) {
      return new Keep(
          STAYS
              + "it was raised by a surge whose schedule, ConfigMap "
              + live.unreadable().get().name()
              + ", this webhook cannot read; whoever can, a later version perhaps, lowers it");
    }
    Optional<StoredSchedule> open =
        live.schedule().filter(stored -> stored.content().phase() != Phase.CANCELLING);
    if (open.isEmpty()) {
      return new Pass(Cause.NO_SURGE);
    }
    return WhoseCountWins.endsSurge(open.get().content(), live).isPresent()
        ? new Pass(Cause.OWNERS)
        : during(open.get(), write, live, configuration, now);
  }

  private static GuardDecision during(
      StoredSchedule stored,
      CountWrite write,
      WorkloadSnapshot live,
      Configuration configuration,
      Instant now) {
    Schedule schedule = stored.content();
    if (schedule.phase() == Phase.LOWERING) {
      return new Keep(
          STAYS
              + "the scale-down to 1 has begun, and the scaler finishes it within seconds, once the"
              + " pod to go is marked");
    }
    Optional<String> undone = HandoffDone.awaits(schedule, live, configuration, now);
    if (undone.isPresent()) {
      return new Keep(
          STAYS
              + "a second pod runs for "
              + schedule.trigger()
              + ", and "
              + undone.get()
              + "; "
              + goesBack(schedule, now));
    }
    return HandoffDone.dueAtOnce(stored, now)
        .filter(_ -> !write.dryRun())
        .<GuardDecision>map(begin -> new Follow(begin, STAYS + follows("begins now")))
        .orElseGet(() ->
            new Keep(STAYS + follows(write.dryRun() ? "would begin now" : "begins in a moment")));
  }

  /**
   * Where it can't be read, or not in time. Keeping is the safe side only for what is known to
   * surge.
   *
   * @param watched its schedule as a watch shows it
   * @param why for people
   */
  public static GuardDecision undecided(
      CountWrite write, Optional<StoredSchedule> watched, String why, Instant now) {
    return watched
        .map(StoredSchedule::content)
        .filter(write::isOver)
        .filter(schedule -> schedule.phase() != Phase.CANCELLING)
        .<GuardDecision>map(schedule ->
            new Keep(
                STAYS
                    + "a second pod runs for "
                    + schedule.trigger()
                    + ", and whether it is still needed can't be told ("
                    + why
                    + "); "
                    + goesBack(schedule, now)))
        .orElseGet(() -> new Pass(Cause.UNDECIDED));
  }

  private static String follows(String begins) {
    return "the scale-down to 1 "
        + begins
        + ", and takes some seconds, because the pod to go is"
        + " marked first";
  }

  private static String goesBack(Schedule schedule, Instant now) {
    return "it goes back to 1 by itself"
        + (schedule.dueAt(now)
            ? " once that is over"
            : ", no sooner than "
                + schedule.scheduledTime()
                + " (in "
                + schedule.remaining(now).toSeconds()
                + " s)");
  }
}
