package io.github.spotaware.eviction;

import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;
import java.util.Set;

/**
 * The order among pods: one on a leaving node goes before one on a node that stays. A preference
 * never makes a release wait, so a pod yields only to one that is held here now and could be
 * released at once.
 */
final class Precedence {
  private Precedence() {}

  static Optional<PodState> yieldsTo(EvictionContext context) {
    Set<String> taints = context.configuration().disruptionTaints();
    WorkloadSnapshot workload = context.workload();
    if (workload.healthOfNodeOf(context.pod(), taints).doomed()) {
      return Optional.empty();
    }
    return workload.ownedPods().stream()
        .filter(rival -> context.rivals().contains(rival.uid()))
        .filter(rival -> !rival.uid().equals(context.pod().uid()))
        .filter(rival -> rival.active() && workload.healthOfNodeOf(rival, taints).doomed())
        .filter(rival -> ReleaseChecks.of(rival, context) instanceof ReleaseChecks.Passed)
        .findFirst();
  }
}
