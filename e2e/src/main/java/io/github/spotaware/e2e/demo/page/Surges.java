package io.github.spotaware.e2e.demo.page;

import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.schedule.DeploymentRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the schedules say about the pods.
 *
 * @param cluster as it is known
 */
record Surges(ClusterState cluster) {

  /**
   * The eviction of a pod is held.
   *
   * @param until at the latest
   * @param replacement what it waits for, if that is there
   */
  record Hold(PodFacts pod, Instant since, Instant until, Optional<PodFacts> replacement) {}

  List<Hold> holds() {
    return cluster.schedules().values().stream().flatMap(this::holds).toList();
  }

  private Stream<Hold> holds(ScheduleFacts schedule) {
    return schedule.content().held().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .flatMap(held ->
            Stream.ofNullable(cluster.pods().get(held.getKey()))
                .filter(pod -> pod.stage().isActive() && !schedule.letsGo(pod))
                .flatMap(pod -> hold(schedule, pod, held.getValue()).stream()));
  }

  private Optional<Hold> hold(ScheduleFacts schedule, PodFacts pod, Instant recorded) {
    DeploymentRef ref = schedule.content().deployment();
    HeldFacts told = cluster.held().get(pod.uid());
    Instant since = told == null ? recorded : told.moreExactThan(recorded);
    return Optional.ofNullable(cluster.deployments().get(ref))
        .map(deployment ->
            new Hold(
                pod,
                since,
                recorded.plus(deployment.maxHold(cluster.configuration())),
                replacement(ref)));
  }

  /**
   * The pod that takes over: the first that came with the surge and is on no node that goes away.
   * The one that replaces the evicted pod afterwards is none.
   */
  Optional<PodFacts> replacement(DeploymentRef ref) {
    return cluster.schedules().values().stream()
        .filter(schedule -> schedule.content().deployment().equals(ref))
        .findFirst()
        .flatMap(schedule ->
            cluster.pods().values().stream()
                .filter(pod -> pod.isOf(ref) && mayTakeOver(pod, schedule))
                .min(Comparator.comparing(PodFacts::created)));
  }

  private boolean mayTakeOver(PodFacts pod, ScheduleFacts schedule) {
    return !pod.created().isBefore(schedule.created())
        && !schedule.content().held().containsKey(pod.uid())
        && !schedule.content().trigger().endsWith(" " + pod.name())
        && pod.stage() != PodStage.TERMINATING
        && pod.stage() != PodStage.ENDED
        && !onLeavingNode(pod);
  }

  private boolean onLeavingNode(PodFacts pod) {
    NodeFacts node = cluster.nodes().get(pod.node());
    return node != null && node.leaving(cluster.configuration().disruptionTaints());
  }
}
