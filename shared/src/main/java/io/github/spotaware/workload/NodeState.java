package io.github.spotaware.workload;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the decision keeps of a Node.
 *
 * @param ready the condition {@code Ready} is {@code True}
 * @param taintKeys the keys of all taints, whatever their value or effect
 * @param labels those that {@code node-selector} may ask for
 */
public record NodeState(
    String name,
    boolean unschedulable,
    boolean ready,
    boolean terminating,
    Set<String> taintKeys,
    Map<String, String> labels) {

  /** Taints of a node that nobody hears from: its pods never count as serving. */
  private static final Set<String> DEAD_TAINTS =
      Set.of(
          "node.kubernetes.io/not-ready",
          "node.kubernetes.io/unreachable",
          "node.kubernetes.io/out-of-service");

  public NodeState {
    taintKeys = Set.copyOf(taintKeys);
    labels = Map.copyOf(labels);
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

  /**
   * What makes it doomed, for people; empty for one that stays. Of several causes the one that says
   * most is named: a taint names who takes the node, and whoever sets one may cordon as well.
   */
  public Optional<String> whyDoomed(Set<String> disruptionTaints) {
    if (!health(disruptionTaints).doomed()) {
      return Optional.empty();
    }
    if (terminating) {
      return Optional.of("being deleted");
    }
    return taintKeys.stream()
        .filter(key -> DEAD_TAINTS.contains(key) || disruptionTaints.contains(key))
        .sorted()
        .findFirst()
        .map(key -> "taint " + key)
        .or(() -> Optional.of(unschedulable ? "unschedulable" : "not Ready"));
  }
}
