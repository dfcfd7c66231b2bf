package io.github.spotaware.workload;

import java.time.Instant;
import java.util.List;
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

  /** Those of {@link #of} on nodes that stay. */
  public static List<PodState> staying(
      WorkloadSnapshot snapshot, Set<String> disruptionTaints, Instant now) {
    return of(snapshot, disruptionTaints, now).stream()
        .filter(pod -> !snapshot.healthOfNodeOf(pod, disruptionTaints).doomed())
        .toList();
  }
}
