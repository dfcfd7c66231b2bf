package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ServingPods;
import io.github.spotaware.workload.Settled;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Surged → Lowering: due, no ticket, the count is 2, and a serving pod on a node that stays will
 * remain, or none serves that could be lost. While a pod sits on a doomed node and no replacement
 * serves, it waits: one pending pod, not an endless surge and undo. So it does while the first pod
 * is about to serve, and while a rollout could take what remains.
 */
final class BeginLowering {
  /**
   * A mark is set, or taken away, this long before the count is lowered: the ReplicaSet controller
   * chooses by its own cache, which may not show a younger change.
   */
  static final Duration LEAD = Duration.ofSeconds(5);

  private BeginLowering() {}

  /** The next step of a schedule in Surged whose Deployment its owner left to us. */
  static Step next(
      StoredSchedule stored, WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    Set<PodState> doomed = DeletionCosts.onDoomedNodes(snapshot, configuration.disruptionTaints());
    Set<PodState> newlyDoomed = DeletionCosts.unrecorded(stored.content(), doomed);
    if (!newlyDoomed.isEmpty()) {
      Schedule postponed =
          stored
              .content()
              .withCosts(DeletionCosts.usersValues(newlyDoomed))
              .dueNoSoonerThan(now.plus(configuration.scaleDownDelay()));
      return Step.Write.of(new UpdateSchedule(stored, postponed));
    }
    Optional<ProtocolWrite> mark =
        DeletionCosts.mark(stored, doomed)
            .or(() -> markSoon(stored, snapshot, doomed, configuration, now));
    if (mark.isPresent()) {
      return inTime(stored, mark.get(), now);
    }
    if (!stored.content().dueAt(now)) {
      return new Step.Wait(
          "the scale-down, due in " + stored.content().remaining(now).toSeconds() + " s",
          Optional.of(stored.content().scheduledTime()));
    }
    Optional<String> unseen = Settled.missing(snapshot).or(() -> Settled.uncounted(snapshot));
    if (unseen.isPresent()) {
      return new Step.Wait(unseen.get(), Optional.of(now.plusSeconds(1)));
    }
    Optional<PodState> young = ServingPods.firstToBeAvailable(snapshot, now);
    if (young.isPresent()) {
      return new Step.Wait(
          "pod " + young.get().name() + " to be Ready for minReadySeconds",
          Optional.of(now.plusSeconds(1)));
    }
    boolean remains =
        !ServingPods.staying(snapshot, configuration.disruptionTaints(), now).isEmpty();
    Optional<String> obstacle =
        !remains && !doomed.isEmpty()
            ? Optional.of(
                "A pod sits on a node that goes away, and no pod serves on a node that stays")
            : RolloutFirst.awaits(snapshot, configuration, now).map(what -> "Waits for " + what);
    return obstacle
        .map(why -> postpone(stored, snapshot, why, now.plus(configuration.checkInterval())))
        .orElseGet(
            () -> Step.Write.of(new UpdateSchedule(stored, stored.content().in(Phase.LOWERING))));
  }

  /**
   * The other victims of a scale-down that is close: which they are is not known before. Pods on
   * doomed nodes stay marked until the last moment, even the one that would be kept. One that is
   * not Ready yet may be the one to keep by then, so it is left to {@link Lower}.
   */
  private static Optional<ProtocolWrite> markSoon(
      StoredSchedule stored,
      WorkloadSnapshot snapshot,
      Set<PodState> doomed,
      Configuration configuration,
      Instant now) {
    return stored.content().dueAt(now.plus(LEAD.multipliedBy(2)))
        ? ScaleDownVictims.of(stored.content(), snapshot, configuration, now)
            .ready()
            .without(doomed)
            .nextMark(stored)
        : Optional.empty();
  }

  /** The mark, or first its {@link #LEAD}. */
  static Step inTime(StoredSchedule stored, ProtocolWrite mark, Instant now) {
    return Step.Write.of(
        soon(stored, now)
            ? new UpdateSchedule(
                stored, stored.content().dueNoSoonerThan(now.plus(LEAD.multipliedBy(2))))
            : mark);
  }

  private static boolean soon(StoredSchedule stored, Instant now) {
    return stored.content().dueAt(now.plus(LEAD));
  }

  /** The same reason is told again and again: it is for the shell to leave out repetitions. */
  private static Step postpone(
      StoredSchedule stored, WorkloadSnapshot snapshot, String why, Instant until) {
    return Step.Write.of(
        new UpdateSchedule(stored, stored.content().dueNoSoonerThan(until)),
        Report.about(snapshot.deployment().orElseThrow(), Reason.SCALE_DOWN_POSTPONED, why));
  }
}
