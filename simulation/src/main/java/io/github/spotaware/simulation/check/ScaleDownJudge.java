package io.github.spotaware.simulation.check;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.workload.FieldManagers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scale-down of ours leaves a serving pod, and not the one that goes away. */
final class ScaleDownJudge {
  /** Marks are set this long before they are needed, and a watch may lag. */
  private static final long TO_SEE_A_DOOMED_NODE = 15 * VirtualTime.SECOND;

  /** What {@code BeginLowering} gives it; nothing tells what the controller has seen. */
  private static final long LEAD_OF_A_MARK = 5 * VirtualTime.SECOND;

  /**
   * @param doomedNodes those that everyone has had the time to see as doomed
   * @param lately those doomed since a moment ago: a pod there is as good a victim
   */
  private record Lowering(long nanos, Set<String> doomedNodes, Set<String> lately) {}

  private final Facts facts;
  private final Map<DeploymentRef, Lowering> lowerings = new HashMap<>();
  private final Map<String, Long> doomedSince = new LinkedHashMap<>();
  private final Map<String, Long> markedSince = new HashMap<>();

  ScaleDownJudge(Facts facts) {
    this.facts = facts;
  }

  /** A pod as it is now. */
  void pod(Pod pod) {
    if (DeletionCosts.OURS.equals(pod.deletionCost())) {
      markedSince.putIfAbsent(pod.meta().uid(), facts.nanos());
    } else {
      markedSince.remove(pod.meta().uid());
    }
  }

  /** We have just set its count back to 1. */
  void lowered(DeploymentRef ref) {
    lowerings.put(
        ref, new Lowering(facts.nanos(), doomedNodes(), Set.copyOf(doomedSince.keySet())));
  }

  /** The ReplicaSet controller has just deleted a surplus pod. */
  void reaped(Pod pod) {
    Deployment deployment = facts.owner(pod);
    Lowering lowering = deployment == null ? null : lowerings.get(deployment.ref());
    if (deployment == null
        || lowering == null
        || deployment.replicas() != Schedule.ORIGINAL_REPLICAS
        || !FieldManagers.OURS.containsAll(deployment.replicasManagers())
        || facts.isRollingOut(deployment)
        || !pod.template().equals(deployment.template())
        || !facts.served(pod, deployment)
        || servesSince(pod, deployment) > lowering.nanos() - Judge.READS_BEFORE_ANSWER
        || facts
            .disturbances()
            .since(deployment.ref(), lowering.nanos() - Judge.READS_BEFORE_ANSWER)) {
      return;
    }
    if (didNotSeeAMark(deployment, pod, lowering)) {
      facts
          .coverage()
          .situation("the ReplicaSet controller missed a mark for longer than its lead");
      return;
    }
    List<Pod> serving = facts.cluster().truth().serving(deployment.ref(), facts.taints());
    if (serving.isEmpty()) {
      facts.violated(
          Invariant.RIGHT_POD_KEPT,
          () -> "the scale-down took " + pod.meta().name() + ", the last serving pod");
    } else if (!lowering.lately().contains(pod.node())
        && serving.stream().allMatch(left -> lowering.doomedNodes().contains(left.node()))) {
      facts.violated(
          Invariant.RIGHT_POD_KEPT,
          () ->
              "the scale-down took "
                  + pod.meta().name()
                  + " on node "
                  + pod.node()
                  + ", which stays, and left a pod on a node that goes away");
    }
  }

  /** It took an unmarked pod in place of one that was marked in good time. */
  private boolean didNotSeeAMark(Deployment deployment, Pod taken, Lowering lowering) {
    return !markedSince.containsKey(taken.meta().uid())
        && facts.cluster().truth().pods(deployment.ref()).stream()
            .filter(Pod::active)
            .map(other -> markedSince.get(other.meta().uid()))
            .anyMatch(since -> since != null && since <= lowering.nanos() - LEAD_OF_A_MARK);
  }

  private static long servesSince(Pod pod, Deployment deployment) {
    return pod.readySince() + deployment.minReadySeconds() * VirtualTime.SECOND;
  }

  private Set<String> doomedNodes() {
    Set<String> doomed = new LinkedHashSet<>();
    doomedSince.forEach((node, since) -> {
      if (since < facts.nanos() - TO_SEE_A_DOOMED_NODE) {
        doomed.add(node);
      }
    });
    return doomed;
  }

  void node(Change<? extends ApiObject<?>> change, String name) {
    boolean doomed =
        change.type() != ChangeType.DELETED
            && facts
                .cluster()
                .reads()
                .node(name)
                .filter(n -> n.health(facts.taints()).doomed())
                .isPresent();
    if (doomed) {
      doomedSince.putIfAbsent(name, facts.nanos());
    } else {
      doomedSince.remove(name);
    }
  }
}
