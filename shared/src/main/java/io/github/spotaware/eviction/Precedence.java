package io.github.spotaware.eviction;

import io.github.spotaware.config.ScaleDownMode;
import io.github.spotaware.surge.Handoff;
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

  /**
   * Both pods go, and the replacement is the other one: it goes first, because a surge can be
   * handed off by its own victim only. So two pods are started for the two, and not three.
   */
  static Optional<PodState> goesAfter(EvictionContext context, PodState replacement) {
    boolean handsOff =
        context.configuration().scaleDownMode() == ScaleDownMode.HANDOFF
            && context
                .workload()
                .schedule()
                .filter(stored -> Handoff.isVictim(stored.content(), context.pod()))
                .isPresent();
    return handsOff
            && context.rivals().contains(replacement.uid())
            && context
                .workload()
                .healthOfNodeOf(replacement, context.configuration().disruptionTaints())
                .doomed()
            && ReleaseChecks.of(replacement, context) instanceof ReleaseChecks.Passed
        ? Optional.of(replacement)
        : Optional.empty();
  }
}
