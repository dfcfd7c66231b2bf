package io.github.spotaware.surge;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ServingPods;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment is about to go down with a node: a pod of it sits there, and none serves on a node
 * that stays.
 *
 * @param why what makes the node a doomed one, for people
 */
public record NodeDisruption(NodeSignal signal, PodState pod, String why) {

  /**
   * What a live snapshot shows of it; of several pods, the first by name. A signal that the
   * snapshot does not bear out any more is none.
   *
   * @param signals those that have lasted for {@code scale-up-delay}
   */
  public static Optional<NodeDisruption> of(
      WorkloadSnapshot snapshot,
      Set<NodeSignal> signals,
      Configuration configuration,
      Instant now) {
    if (signals.isEmpty()
        || !ServingPods.staying(snapshot, configuration.disruptionTaints(), now).isEmpty()) {
      return Optional.empty();
    }
    return snapshot.ownedPods().stream()
        .filter(PodState::active)
        .sorted(Comparator.comparing(PodState::name))
        .flatMap(pod -> of(pod, snapshot, signals, configuration).stream())
        .findFirst();
  }

  private static Optional<NodeDisruption> of(
      PodState pod,
      WorkloadSnapshot snapshot,
      Set<NodeSignal> signals,
      Configuration configuration) {
    return signals.stream()
        .filter(signal -> pod.nodeName().filter(signal.node()::equals).isPresent())
        .findFirst()
        .flatMap(signal ->
            why(snapshot.nodes().get(signal.node()), configuration)
                .map(why -> new NodeDisruption(signal, pod, why)));
  }

  /** A node that is gone has no labels to be selected by: whoever saw it go has looked at them. */
  private static Optional<String> why(@Nullable NodeState node, Configuration configuration) {
    if (node == null) {
      return Optional.of("gone");
    }
    return configuration.nodeSelector().matches(node.labels())
        ? node.whyDoomed(configuration.disruptionTaints())
        : Optional.empty();
  }

  /** The node and what happens to it: {@code node NAME: unschedulable}. */
  public String trigger() {
    return "node " + signal.node() + ": " + why;
  }
}
