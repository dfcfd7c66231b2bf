package io.github.spotaware.placement;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.placement.Placement.Preferences;
import io.github.spotaware.placement.Placement.Unchanged;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.NodeState;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides where a replacement should land: not beside another pod of its Deployment, not on a node
 * that goes away, and on one that {@code replacement-node-preference} selects.
 */
public final class ReplacementPlacement {
  /**
   * So many nodes are named at most: each makes the pod larger, and where so many go away at once,
   * most of them take no pods.
   */
  public static final int MOST_AVOIDED = 100;

  /** A pod that is created in one of these is a replacement; in the others one is taken away. */
  private static final Set<Phase> REPLACING =
      EnumSet.of(Phase.RAISING, Phase.SURGED, Phase.RELEASING);

  private ReplacementPlacement() {}

  /** The preferences of a pod; none for one that is no replacement. */
  public static Placement decide(NewPod pod, KnownCluster known, Configuration configuration) {
    if (!pod.ofReplicaSet() || !configuration.inScope(pod.namespace())) {
      return new Unchanged();
    }
    Optional<Map.Entry<DeploymentRef, LabelSelector>> found = surgingDeploymentOf(pod, known);
    if (found.isEmpty()) {
      return new Unchanged();
    }
    return new Preferences(
        found.get().getKey(),
        found.get().getValue(),
        avoided(known.nodes(), configuration.disruptionTaints()),
        configuration.replacementNodePreference());
  }

  /**
   * By the labels alone. The chain of owners would have to be read, since no watch keeps
   * ReplicaSets; and where another's pod has matching labels, all that comes of it is a preference.
   */
  private static Optional<Map.Entry<DeploymentRef, LabelSelector>> surgingDeploymentOf(
      NewPod pod, KnownCluster known) {
    Set<DeploymentRef> surging =
        known.schedules().stream()
            .filter(schedule -> REPLACING.contains(schedule.phase()))
            .map(Schedule::deployment)
            .collect(Collectors.toSet());
    // Where selectors overlap, both processes should answer the same: the first by name.
    return known.deployments().entrySet().stream()
        .filter(deployment -> surging.contains(deployment.getKey()))
        .filter(deployment -> deployment.getKey().namespace().equals(pod.namespace()))
        .filter(deployment -> deployment.getValue().matches(pod.labels()))
        .min(Comparator.comparing(deployment -> deployment.getKey().name()));
  }

  /**
   * The doomed nodes. What the pod tolerates is not looked at: a node that the scheduler leaves out
   * anyway is named in vain, and that is all. Cordoned ones are named too, since a pod that
   * tolerates everything is put there (nodeunschedulable/node_unschedulable.go), but last, since
   * hardly any pod does. {@code node-selector} has no say: it tells whose signals start a surge.
   */
  private static List<String> avoided(Collection<NodeState> nodes, Set<String> disruptionTaints) {
    return nodes.stream()
        .filter(node -> node.health(disruptionTaints).doomed())
        .sorted(Comparator.comparing(NodeState::unschedulable).thenComparing(NodeState::name))
        .limit(MOST_AVOIDED)
        .map(NodeState::name)
        .toList();
  }
}
