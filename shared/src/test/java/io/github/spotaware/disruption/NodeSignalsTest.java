package io.github.spotaware.disruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.workload.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeSignalsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration DELAY = Duration.ofSeconds(10);

  private final NodeSignals signals = new NodeSignals();
  private Configuration configuration = Configuration.defaults();

  private void seen(NodeState node, long seconds) {
    signals.seen(node, configuration, seconds * SECOND);
  }

  private List<String> due(Duration delay, long seconds) {
    return signals.due(delay, seconds * SECOND).signals().stream().map(NodeSignal::node).toList();
  }

  static Stream<Arguments> nodes() {
    return Stream.of(
        arguments(Nodes.staying("n"), false),
        arguments(Nodes.labelled(Nodes.staying("n"), "any", "label"), false),
        arguments(Nodes.tainted("n", "DeletionCandidateOfClusterAutoscaler"), false),
        arguments(Nodes.tainted("n", "example.com/dedicated"), false),
        arguments(Nodes.cordoned("n"), true),
        arguments(Nodes.deleted("n"), true),
        arguments(Nodes.dead("n"), true),
        arguments(Nodes.tainted("n", "node.kubernetes.io/unreachable"), true),
        arguments(Nodes.tainted("n", "karpenter.sh/disrupted"), true));
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void aDoomedNodeIsASignal(NodeState node, boolean signal) {
    seen(node, 0);
    assertThat(due(Duration.ZERO, 0)).isEqualTo(signal ? List.of("n") : List.of());
  }

  @Test
  void knowsAllNodesThatThereAre() {
    seen(Nodes.staying("a"), 0);
    seen(Nodes.staying("b"), 0);
    seen(Nodes.cordoned("b"), 1);
    seen(Nodes.staying("c"), 1);
    signals.gone("c", configuration, 2 * SECOND);
    assertThat(signals.nodes()).containsExactlyInAnyOrder(Nodes.staying("a"), Nodes.cordoned("b"));
  }

  @Test
  void everyDefaultTaintIsASignal() {
    for (String taint : configuration.disruptionTaints()) {
      seen(Nodes.tainted(taint.replace('/', '.'), taint), 0);
    }
    assertThat(due(Duration.ZERO, 0)).hasSameSizeAs(configuration.disruptionTaints());
  }

  @Test
  void isDueOnceItHasLasted() {
    seen(Nodes.cordoned("n"), 5);
    assertThat(signals.due(DELAY, 5 * SECOND))
        .isEqualTo(new DueSignals(Set.of(), Optional.of(DELAY)));
    assertThat(signals.due(DELAY, 15 * SECOND - 1))
        .isEqualTo(new DueSignals(Set.of(), Optional.of(Duration.ofNanos(1))));
    assertThat(signals.due(DELAY, 15 * SECOND))
        .isEqualTo(new DueSignals(Set.of(new NodeSignal("n", 5 * SECOND)), Optional.empty()));
  }

  @Test
  void theClockMayPassFromTheLargestNumberToTheSmallest() {
    long start = Long.MAX_VALUE - SECOND;
    signals.seen(Nodes.cordoned("n"), configuration, start);
    assertThat(signals.due(DELAY, start + 9 * SECOND).nextIn()).contains(Duration.ofSeconds(1));
    assertThat(signals.due(DELAY, start + 10 * SECOND).signals()).hasSize(1);
  }

  @Test
  void aBlipPasses() {
    seen(Nodes.cordoned("n"), 0);
    seen(Nodes.staying("n"), 9);
    assertThat(signals.due(DELAY, 20 * SECOND))
        .isEqualTo(new DueSignals(Set.of(), Optional.empty()));
  }

  @Test
  void theNextOneIsAnotherSignalAndCountsFromItsOwnStart() {
    seen(Nodes.cordoned("n"), 0);
    seen(Nodes.staying("n"), 9);
    seen(Nodes.cordoned("n"), 10);
    assertThat(due(DELAY, 19)).isEmpty();
    assertThat(signals.due(DELAY, 20 * SECOND).signals())
        .containsExactly(new NodeSignal("n", 10 * SECOND));
  }

  @Test
  void anotherCauseOnTheWayIsTheSameSignal() {
    seen(Nodes.cordoned("n"), 0);
    seen(Nodes.tainted("n", "karpenter.sh/disrupted"), 5);
    seen(Nodes.dead("n"), 9);
    signals.gone("n", configuration, 9 * SECOND);
    assertThat(signals.due(DELAY, 10 * SECOND).signals()).containsExactly(new NodeSignal("n", 0));
  }

  @Test
  void tellsTheNearestTimeToLookAgain() {
    seen(Nodes.cordoned("a"), 0);
    seen(Nodes.cordoned("b"), 4);
    seen(Nodes.cordoned("c"), 6);
    assertThat(signals.due(DELAY, 11 * SECOND))
        .isEqualTo(
            new DueSignals(Set.of(new NodeSignal("a", 0)), Optional.of(Duration.ofSeconds(3))));
  }

  @Test
  void onlySelectedNodesAreWatched() {
    configuration =
        configuration.toBuilder()
            .nodeSelector(LabelSelector.parse("karpenter.sh/capacity-type=spot"))
            .build();
    seen(Nodes.cordoned("plain"), 0);
    seen(Nodes.labelled(Nodes.cordoned("spot"), "karpenter.sh/capacity-type", "spot"), 0);
    seen(Nodes.labelled(Nodes.cordoned("other"), "karpenter.sh/capacity-type", "on-demand"), 0);
    assertThat(due(Duration.ZERO, 0)).containsExactly("spot");
  }

  @Test
  void aNodeThatLosesTheLabelIsNoneAnyMore() {
    configuration = configuration.toBuilder().nodeSelector(LabelSelector.parse("spot")).build();
    seen(Nodes.labelled(Nodes.cordoned("n"), "spot", ""), 0);
    seen(Nodes.cordoned("n"), 1);
    assertThat(due(Duration.ZERO, 1)).isEmpty();
  }

  @Test
  void anotherConfigurationJudgesAllAnew() {
    seen(Nodes.tainted("custom", "example.com/spot-notice"), 0);
    seen(Nodes.tainted("karpenter", "karpenter.sh/disrupted"), 0);
    Configuration changed =
        configuration.toBuilder().disruptionTaints(Set.of("example.com/spot-notice")).build();
    signals.reconfigured(changed, 3 * SECOND);
    assertThat(signals.all()).containsExactly(new NodeSignal("custom", 3 * SECOND));
  }

  @Test
  void aNodeThatIsGoneIsASignalUntilItIsEmpty() {
    seen(Nodes.staying("n"), 0);
    signals.gone("n", configuration, SECOND);
    NodeSignal gone = new NodeSignal("n", SECOND);
    assertThat(signals.all()).containsExactly(gone);
    signals.empty(gone);
    assertThat(signals.all()).isEmpty();
  }

  @Test
  void aCordonedNodeStaysASignalWhenItIsEmpty() {
    seen(Nodes.cordoned("n"), 0);
    signals.empty(new NodeSignal("n", 0));
    assertThat(due(Duration.ZERO, 0)).containsExactly("n");
  }

  @Test
  void aNodeThatIsGoneAndWasNotSelectedIsNone() {
    configuration = configuration.toBuilder().nodeSelector(LabelSelector.parse("spot")).build();
    seen(Nodes.staying("n"), 0);
    signals.gone("n", configuration, SECOND);
    signals.gone("never-seen", configuration, SECOND);
    assertThat(signals.all()).isEmpty();
  }

  @Test
  void aNodeThatWentBeforeAnyoneLookedIsASignalWhereAllAreWatched() {
    signals.absent("n", configuration, SECOND);
    assertThat(signals.all()).containsExactly(new NodeSignal("n", SECOND));
    seen(Nodes.staying("there"), 2);
    signals.absent("there", configuration, 3 * SECOND);
    signals.absent(
        "m",
        configuration.toBuilder().nodeSelector(LabelSelector.parse("spot")).build(),
        3 * SECOND);
    assertThat(signals.all()).hasSize(1);
  }

  @Test
  void aNodeThatComesBackIsJudgedAnew() {
    seen(Nodes.staying("n"), 0);
    signals.gone("n", configuration, SECOND);
    seen(Nodes.staying("n"), 2);
    assertThat(signals.all()).isEmpty();
    assertThat(signals.find("n")).contains(Nodes.staying("n"));
  }

  @Test
  void ofThoseThatAreGoneABoundedNumberIsKept() {
    for (int i = 0; i <= NodeSignals.MOST_GONE; i++) {
      seen(Nodes.staying("n" + i), i);
      signals.gone("n" + i, configuration, i * SECOND);
    }
    assertThat(signals.all())
        .hasSize(NodeSignals.MOST_GONE)
        .doesNotContain(new NodeSignal("n0", 0))
        .contains(new NodeSignal("n1", SECOND));
  }
}
