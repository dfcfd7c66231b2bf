package io.github.spotaware.surge;

import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetDeletionCost;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sees to it that a scale-down takes the right pod: among Ready pods the ReplicaSet controller
 * deletes the one of the lowest {@code controller.kubernetes.io/pod-deletion-cost} first
 * (controller_utils.go, ActivePodsWithRanks). A cordon is no criterion of its.
 *
 * <p>The user's value is in the schedule before it is overwritten on the pod, so that a crash
 * between the two loses nothing.
 */
public final class DeletionCosts {
  public static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

  /** Just above the lowest one there is: unlikely to be a user's own. */
  public static final String OURS = "-2147483647";

  private DeletionCosts() {}

  /** The pods on doomed nodes: what a surge marks from its start. */
  public static Set<PodState> onDoomedNodes(
      WorkloadSnapshot snapshot, Set<String> disruptionTaints) {
    return snapshot.ownedPods().stream()
        .filter(PodState::active)
        .filter(pod -> snapshot.healthOfNodeOf(pod, disruptionTaints).doomed())
        .collect(Collectors.toSet());
  }

  /** The pods that carry our mark, whoever remembers their users' values. */
  static Set<PodState> marked(WorkloadSnapshot snapshot) {
    return snapshot.ownedPods().stream()
        .filter(PodState::active)
        .filter(DeletionCosts::isMarked)
        .collect(Collectors.toSet());
  }

  /** It carries our mark: it is the one to go. */
  static boolean isMarked(PodState pod) {
    return pod.deletionCost().equals(Optional.of(OURS));
  }

  /** The users' values of these pods, to be remembered. */
  static Map<String, Optional<String>> usersValues(Collection<PodState> pods) {
    Map<String, Optional<String>> values = new TreeMap<>();
    pods.forEach(pod -> values.put(pod.uid(), pod.deletionCost().filter(v -> !v.equals(OURS))));
    return values;
  }

  /** The victims that the schedule has no record of yet. */
  static Set<PodState> unrecorded(Schedule schedule, Set<PodState> victims) {
    return victims.stream()
        .filter(pod -> !schedule.costs().containsKey(pod.uid()))
        .collect(Collectors.toSet());
  }

  /** The next write that marks these pods as the ones to go; empty when all are marked. */
  static Optional<ProtocolWrite> mark(StoredSchedule stored, Set<PodState> victims) {
    Set<PodState> unrecorded = unrecorded(stored.content(), victims);
    if (!unrecorded.isEmpty()) {
      return Optional.of(
          new UpdateSchedule(stored, stored.content().withCosts(usersValues(unrecorded))));
    }
    return victims.stream()
        .filter(pod -> !isMarked(pod))
        .findFirst()
        .map(pod -> new SetDeletionCost(pod, Optional.of(OURS)));
  }

  /** The next write that gives a surviving pod its user's value back; empty when none is left. */
  static Optional<ProtocolWrite> restore(Schedule schedule, WorkloadSnapshot snapshot) {
    return restore(schedule, snapshot.pods());
  }

  /** The same for these pods alone. */
  static Optional<ProtocolWrite> restore(Schedule schedule, Collection<PodState> pods) {
    return pods.stream()
        .filter(PodState::active)
        .filter(pod -> schedule.costs().containsKey(pod.uid()))
        .filter(DeletionCosts::isMarked)
        .findFirst()
        .map(pod ->
            new SetDeletionCost(pod, schedule.costs().getOrDefault(pod.uid(), Optional.empty())));
  }
}
