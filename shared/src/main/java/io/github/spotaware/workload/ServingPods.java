package io.github.spotaware.workload;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pods of a Deployment that serve: each could be the replacement of any other. */
public final class ServingPods {
  private ServingPods() {}

  /**
   * Active pods, Ready for {@code minReadySeconds}, listed by every Service that lists a sibling.
   */
  public static List<PodState> of(
      WorkloadSnapshot snapshot, Set<String> disruptionTaints, Instant now) {
    List<PodState> owned = snapshot.ownedPods();
    return owned.stream()
        .filter(PodState::active)
        .filter(pod -> snapshot.available(pod, now))
        .filter(pod -> snapshot.healthOfNodeOf(pod, disruptionTaints) != NodeHealth.DEAD)
        .filter(pod ->
            snapshot.endpoints().stream()
                .filter(service ->
                    owned.stream().anyMatch(other -> service.readyPods().contains(other.uid())))
                .allMatch(service -> service.readyPods().contains(pod.uid())))
        .toList();
  }

  /**
   * The pod that is Ready, but not for {@code minReadySeconds} yet, the longest; empty where one
   * has been for so long, or none is Ready.
   */
  public static Optional<PodState> firstToBeAvailable(WorkloadSnapshot snapshot, Instant now) {
    List<PodState> ready =
        snapshot.ownedPods().stream().filter(PodState::active).filter(PodState::ready).toList();
    return ready.stream().anyMatch(pod -> snapshot.available(pod, now))
        ? Optional.empty()
        : ready.stream().min(Comparator.comparing(pod -> pod.readySince().orElseThrow()));
  }

  /** Those of {@link #of} on nodes that stay. */
  public static List<PodState> staying(
      WorkloadSnapshot snapshot, Set<String> disruptionTaints, Instant now) {
    return of(snapshot, disruptionTaints, now).stream()
        .filter(pod -> !snapshot.healthOfNodeOf(pod, disruptionTaints).doomed())
        .toList();
  }
}
