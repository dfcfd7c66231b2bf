package io.github.spotaware.workload;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.testing.Nodes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeStateTest {
  private static final Set<String> TAINTS = Configuration.defaults().disruptionTaints();

  static Stream<Arguments> nodes() {
    return Stream.of(
        arguments(Nodes.staying("n"), NodeHealth.STAYING),
        arguments(Nodes.tainted("n", "example.com/dedicated"), NodeHealth.STAYING),
        arguments(Nodes.tainted("n", "DeletionCandidateOfClusterAutoscaler"), NodeHealth.STAYING),
        arguments(Nodes.cordoned("n"), NodeHealth.LEAVING),
        arguments(Nodes.deleted("n"), NodeHealth.LEAVING),
        arguments(Nodes.tainted("n", "karpenter.sh/disrupted"), NodeHealth.LEAVING),
        arguments(Nodes.tainted("n", "ToBeDeletedByClusterAutoscaler"), NodeHealth.LEAVING),
        arguments(Nodes.dead("n"), NodeHealth.DEAD),
        arguments(Nodes.tainted("n", "node.kubernetes.io/not-ready"), NodeHealth.DEAD),
        arguments(Nodes.tainted("n", "node.kubernetes.io/unreachable"), NodeHealth.DEAD),
        arguments(Nodes.tainted("n", "node.kubernetes.io/out-of-service"), NodeHealth.DEAD),
        arguments(new NodeState("n", true, false, true, Set.of(), Map.of()), NodeHealth.DEAD));
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void health(NodeState node, NodeHealth health) {
    assertThat(node.health(TAINTS)).isEqualTo(health);
  }

  static Stream<Arguments> causes() {
    return Stream.of(
        arguments(Nodes.staying("n"), Optional.empty()),
        arguments(Nodes.tainted("n", "DeletionCandidateOfClusterAutoscaler"), Optional.empty()),
        arguments(Nodes.cordoned("n"), Optional.of("unschedulable")),
        arguments(Nodes.deleted("n"), Optional.of("being deleted")),
        arguments(Nodes.dead("n"), Optional.of("not Ready")),
        arguments(
            Nodes.tainted("n", "karpenter.sh/disrupted"),
            Optional.of("taint karpenter.sh/disrupted")),
        arguments(
            new NodeState("n", true, true, false, Set.of("z", "karpenter.sh/disrupted"), Map.of()),
            Optional.of("taint karpenter.sh/disrupted")),
        arguments(
            new NodeState("n", true, true, true, Set.of("karpenter.sh/disrupted"), Map.of()),
            Optional.of("being deleted")),
        arguments(
            new NodeState("n", true, false, false, Set.of(), Map.of()),
            Optional.of("unschedulable")));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void saysWhyItIsDoomed(NodeState node, Optional<String> why) {
    assertThat(node.whyDoomed(TAINTS)).isEqualTo(why);
  }

  @Test
  void deadDoesNotDependOnWhatIsConfigured() {
    assertThat(Nodes.tainted("n", "node.kubernetes.io/unreachable").health(Set.of("a")))
        .isEqualTo(NodeHealth.DEAD);
  }

  @Test
  void leavingAndDeadAreDoomed() {
    assertThat(NodeHealth.STAYING.doomed()).isFalse();
    assertThat(NodeHealth.LEAVING.doomed()).isTrue();
    assertThat(NodeHealth.DEAD.doomed()).isTrue();
  }

  @Test
  void aNodeThatIsGoneIsDeadAndNoNodeIsNone() {
    PodState placed = pod("web-a").on("n").build();
    PodState pending = pod("web-b").pending().build();
    WorkloadSnapshot snapshot =
        workload(pod("web-a").on("n"), pod("web-b").pending()).goneNode("n").build();
    assertThat(snapshot.healthOfNodeOf(placed, TAINTS)).isEqualTo(NodeHealth.DEAD);
    assertThat(snapshot.healthOfNodeOf(pending, TAINTS)).isEqualTo(NodeHealth.STAYING);
  }
}
