package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ServingPods;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which pods a scale-down should take.
 *
 * @param kept those that serve on nodes that stay, without the victim that the schedule names where
 *     there are others; or else one that serves: if possible one that was to stay so far. They
 *     carry no mark of ours when the count is lowered, not even one from a node that was doomed
 *     once
 * @param victims those that should go, also where they are not Ready: until the ReplicaSet
 *     controller acts they may be, and then it could take the one that serves
 */
record ScaleDownVictims(List<PodState> kept, Set<PodState> victims) {

  static ScaleDownVictims of(
      Schedule schedule, WorkloadSnapshot snapshot, Configuration configuration, Instant now) {
    List<PodState> others = Handoff.others(schedule, snapshot, configuration, now);
    List<PodState> staying =
        others.isEmpty()
            ? ServingPods.staying(snapshot, configuration.disruptionTaints(), now)
            : others;
    List<PodState> kept =
        staying.isEmpty()
            ? ServingPods.of(snapshot, configuration.disruptionTaints(), now).stream()
                .sorted(Comparator.comparing(DeletionCosts::isMarked))
                .limit(1)
                .toList()
            : staying;
    return new ScaleDownVictims(kept, kept.isEmpty() ? Set.of() : others(kept, snapshot));
  }

  /** The next deletion cost to be set on a victim, or taken from a pod that is kept. */
  Optional<ProtocolWrite> nextMark(StoredSchedule stored) {
    return DeletionCosts.mark(stored, victims)
        .or(() -> DeletionCosts.restore(stored.content(), kept));
  }

  /** The same, but that these pods are none of those that are kept. */
  ScaleDownVictims without(Set<PodState> pods) {
    return new ScaleDownVictims(kept.stream().filter(pod -> !pods.contains(pod)).toList(), victims);
  }

  /** The same, but only pods that are Ready are victims. */
  ScaleDownVictims ready() {
    return new ScaleDownVictims(
        kept, victims.stream().filter(PodState::ready).collect(Collectors.toSet()));
  }

  private static Set<PodState> others(List<PodState> kept, WorkloadSnapshot snapshot) {
    return snapshot.ownedPods().stream()
        .filter(PodState::active)
        .filter(pod -> !kept.contains(pod))
        .collect(Collectors.toSet());
  }
}
