package io.github.spotaware.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the replacement of a pod: another pod of the same Deployment, not terminating, not on a
 * dead node, Ready for {@code minReadySeconds}, and listed ready in an EndpointSlice of every
 * Service that lists the old pod ready.
 */
public sealed interface Replacement {

  /** This one serves. */
  record Serving(PodState pod) implements Replacement {}

  /**
   * None serves yet.
   *
   * @param waitingFor the best candidate and what it lacks, for the person at the terminal
   * @param recheckAt when the passing of time alone can change the answer ({@code minReadySeconds})
   */
  record Missing(String waitingFor, Optional<Instant> recheckAt) implements Replacement {}

  /**
   * The replacement of one pod.
   *
   * @param letGo the pods, by UID, that may be deleted at any moment
   */
  static Replacement of(
      PodState old,
      WorkloadSnapshot snapshot,
      Set<String> disruptionTaints,
      Set<String> letGo,
      Instant now) {
    Rollout rollout = Rollout.of(snapshot);
    List<PodState> active =
        snapshot.ownedPods().stream()
            .filter(pod -> !pod.uid().equals(old.uid()) && pod.active())
            .toList();
    List<PodState> others =
        active.stream()
            .filter(rollout::leaves)
            .sorted(
                Comparator.comparing(PodState::ready)
                    .thenComparing(pod -> pod.nodeName().isPresent())
                    .reversed()
                    .thenComparing(PodState::name))
            .toList();
    Missing first = null;
    for (PodState pod : others) {
      Missing lack =
          letGo.contains(pod.uid())
              ? new Missing(
                  "pod " + pod.name() + ", whose own eviction was let through, to go",
                  Optional.empty())
              : lack(pod, old, snapshot, disruptionTaints, now);
      if (lack == null) {
        return new Serving(pod);
      }
      first = first == null ? lack : first;
    }
    if (first != null) {
      return first;
    }
    return new Missing(
        active.isEmpty()
            ? "a second pod to be created"
            : "a pod of the newest ReplicaSet, because a rollout may delete the others",
        Optional.empty());
  }

  private static @Nullable Missing lack(
      PodState pod,
      PodState old,
      WorkloadSnapshot snapshot,
      Set<String> disruptionTaints,
      Instant now) {
    if (pod.nodeName().isEmpty()) {
      return new Missing(
          "replacement " + pod.name() + " to be scheduled to a node", Optional.empty());
    }
    String where = "replacement " + pod.name() + " on node " + pod.nodeName().get();
    if (snapshot.healthOfNodeOf(pod, disruptionTaints) == NodeHealth.DEAD) {
      return new Missing(where + ": its node is not Ready", Optional.empty());
    }
    if (!pod.ready()) {
      return new Missing(where + " to become Ready", Optional.empty());
    }
    if (!snapshot.available(pod, now)) {
      Duration minReady = snapshot.deployment().orElseThrow().minReady();
      return new Missing(
          where + " to be Ready for minReadySeconds (" + minReady.toSeconds() + " s)",
          pod.readySince().map(since -> since.plus(minReady)).filter(now::isBefore));
    }
    Optional<Instant> late = LateEviction.mayTakeUntil(pod, snapshot, now);
    if (late.isPresent()) {
      return new Missing(
          where
              + " to be Ready for "
              + LateEviction.MAY_COME_AFTER.toSeconds()
              + " s, because an eviction let through before the surge may still take it",
          late);
    }
    return snapshot.endpoints().stream()
        .filter(service -> service.readyPods().contains(old.uid()))
        .filter(service -> !service.readyPods().contains(pod.uid()))
        .findFirst()
        .map(service ->
            new Missing(
                where + " to be listed ready by Service " + service.service(), Optional.empty()))
        .orElse(null);
  }
}
