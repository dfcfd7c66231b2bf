package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ScaleDownMode;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.Rollout;
import io.github.spotaware.workload.ServingPods;
import io.github.spotaware.workload.Settled;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code scale-down-mode: handoff}: a held pod is not evicted, but is what the scale-down takes
 * (Surged → Lowering, by a webhook). So an interruption costs one started pod: evicting one of two
 * makes the ReplicaSet start a third.
 *
 * <p>The pod is chosen and marked before the count is raised. So a ReplicaSet controller that has
 * counted the second pod Ready has seen the mark as well, because its cache follows one watch; and
 * the second pod has been under a schedule all its life, so that no eviction of it was let through
 * without a ticket. Where the ReplicaSet takes the other one all the same, the pod serves on and
 * its eviction stays held.
 *
 * <p>Where a handoff cannot be, the pod is released through the ticket as in delayed mode: a
 * preference never makes a release wait.
 */
public sealed interface Handoff {

  /** The counts of a ReplicaSet that is well follow its pods within moments. */
  Duration COUNTED_WITHIN = Duration.ofSeconds(10);

  /** Now: Surged → Lowering. */
  record Begin(Step.Write step) implements Handoff {}

  /** Soon. */
  record Wait(String forWhat, Instant recheckAt) implements Handoff {}

  /** Not this pod, or not now: it is released through the ticket. */
  record Impossible() implements Handoff {}

  /**
   * The handoff of a pod that could be released: the surge is on and settled, a replacement serves,
   * and budgets allow it.
   */
  static Handoff of(
      PodState pod,
      PodState replacement,
      StoredSchedule stored,
      WorkloadSnapshot snapshot,
      Configuration configuration,
      Instant now) {
    Schedule schedule = stored.content();
    boolean possible =
        configuration.scaleDownMode() == ScaleDownMode.HANDOFF
            && isVictim(schedule, pod)
            && isCheapest(pod, snapshot)
            && !Rollout.of(snapshot).underWay()
            && others(schedule, snapshot, configuration, now).contains(replacement);
    if (!possible) {
      return new Impossible();
    }
    Optional<String> uncounted = Settled.uncounted(snapshot);
    if (uncounted.isEmpty()) {
      return new Begin(
          Step.Write.of(new UpdateSchedule(stored, schedule.in(Phase.LOWERING).due(now))));
    }
    boolean late =
        replacement.readySince().filter(s -> s.plus(COUNTED_WITHIN).isBefore(now)).isPresent();
    return late ? new Impossible() : new Wait(uncounted.get(), now.plusSeconds(1));
  }

  /** The pod is the one that the schedule names. */
  static boolean isVictim(Schedule schedule, PodState pod) {
    return schedule.victim().filter(pod.uid()::equals).isPresent();
  }

  /** What a surge that is about to begin has to know for its end; nothing in delayed mode. */
  static Schedule prepared(Schedule schedule, PodState pod, Configuration configuration) {
    return configuration.scaleDownMode() == ScaleDownMode.HANDOFF
        ? schedule.withVictim(pod.uid()).withCosts(DeletionCosts.usersValues(List.of(pod)))
        : schedule;
  }

  /** The victim that the schedule names, unless it has gone. */
  static Optional<PodState> victim(Schedule schedule, WorkloadSnapshot snapshot) {
    return schedule.victim().flatMap(snapshot::podByUid).filter(PodState::active);
  }

  /** The pods beside the victim that serve on nodes that stay; none where there is no victim. */
  static List<PodState> others(
      Schedule schedule, WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    return victim(schedule, snapshot).isEmpty()
        ? List.of()
        : ServingPods.staying(snapshot, configuration.disruptionTaints(), now).stream()
            .filter(pod -> !isVictim(schedule, pod))
            .toList();
  }

  /** It carries our mark, and no other pod costs as little. */
  private static boolean isCheapest(PodState pod, WorkloadSnapshot snapshot) {
    return DeletionCosts.isMarked(pod)
        && snapshot.ownedPods().stream()
            .filter(PodState::active)
            .filter(other -> !other.uid().equals(pod.uid()))
            .allMatch(other -> other.costToDelete() > pod.costToDelete());
  }
}
