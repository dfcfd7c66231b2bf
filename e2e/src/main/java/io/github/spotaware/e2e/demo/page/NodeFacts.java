package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.github.spotaware.workload.NodeState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node, or the last that is known of one that is gone.
 *
 * @param gone there is no such node any more
 */
record NodeFacts(NodeState state, boolean gone) {

  /** {@code node-2} before {@code node-10}. */
  static final Comparator<NodeFacts> ORDER =
      Comparator.<NodeFacts>comparingInt(node -> node.name().length())
          .thenComparing(NodeFacts::name);

  /** What these say, {@link NodeState#unschedulable} and {@link NodeState#ready} say as well. */
  private static final Set<String> ECHOES =
      Set.of(
          "node.kubernetes.io/unschedulable",
          "node.kubernetes.io/not-ready",
          "node.kubernetes.io/unreachable");

  static NodeFacts of(Node node) {
    boolean ready =
        node.getStatus() != null
            && node.getStatus().getConditions().stream()
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    NodeState state =
        new NodeState(
            node.getMetadata().getName(),
            node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
            ready,
            node.getMetadata().getDeletionTimestamp() != null,
            node.getSpec() == null
                ? Set.of()
                : node.getSpec().getTaints().stream()
                    .map(Taint::getKey)
                    .collect(Collectors.toSet()),
            Map.of());
    return new NodeFacts(state, false);
  }

  String name() {
    return state.name();
  }

  NodeFacts asGone() {
    return new NodeFacts(state, true);
  }

  /** Whether it stays not, by its own word or by the configured taints. */
  boolean leaving(Set<String> disruptionTaints) {
    return gone || state.health(disruptionTaints).doomed();
  }

  /** The keys of those taints that say more than the rest does. */
  List<String> taints() {
    return state.taintKeys().stream().filter(key -> !ECHOES.contains(key)).sorted().toList();
  }
}
