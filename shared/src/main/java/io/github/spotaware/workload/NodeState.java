package io.github.spotaware.workload;

import java.util.Set;

/**
 * What the decision keeps of a Node.
 *
 * @param ready the condition {@code Ready} is {@code True}
 * @param taintKeys the keys of all taints, whatever their value or effect
 */
public record NodeState(
    String name, boolean unschedulable, boolean ready, boolean terminating, Set<String> taintKeys) {

  /** Taints of a node that nobody hears from: its pods never count as serving. */
  private static final Set<String> DEAD_TAINTS =
      Set.of(
          "node.kubernetes.io/not-ready",
          "node.kubernetes.io/unreachable",
          "node.kubernetes.io/out-of-service");

  public NodeState {
    taintKeys = Set.copyOf(taintKeys);
  }

  /**
   * Tells leaving from dead nodes. A leaving node's pods still serve for now; a dead node's do not.
   *
   * @param disruptionTaints the configured keys that announce that a node goes away
   */
  public NodeHealth health(Set<String> disruptionTaints) {
    if (!ready || taintKeys.stream().anyMatch(DEAD_TAINTS::contains)) {
      return NodeHealth.DEAD;
    }
    if (unschedulable || terminating || taintKeys.stream().anyMatch(disruptionTaints::contains)) {
      return NodeHealth.LEAVING;
    }
    return NodeHealth.STAYING;
  }
}
