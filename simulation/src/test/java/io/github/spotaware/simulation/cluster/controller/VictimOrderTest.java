package io.github.spotaware.simulation.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
import io.github.spotaware.simulation.cluster.object.PodTemplate;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.DeletionCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Of two pods, which one a ReplicaSet gives up. */
class VictimOrderTest {
  private static final long NOW = 1_000 * VirtualTime.SECOND;
  private static final PodTemplate TEMPLATE = new PodTemplate(1, Map.of(), Set.of(), false, false);

  private static Pod pod(
      String uid, @Nullable String node, PodPhase phase, long readyFor, int restarts) {
    Meta meta = Meta.of(new Key("ns", uid)).created(uid, 1, NOW - 900 * VirtualTime.SECOND);
    long since = readyFor < 0 ? Meta.NEVER : NOW - readyFor * VirtualTime.SECOND;
    return new Pod(meta, TEMPLATE, node, phase, since, restarts);
  }

  private static Pod ready(String uid, String node, long readyFor) {
    return pod(uid, node, PodPhase.RUNNING, readyFor, 0);
  }

  private static Pod costing(Pod pod, String cost) {
    return pod.with(pod.meta().annotation(DeletionCosts.ANNOTATION, cost));
  }

  static Stream<Arguments> pairs() {
    Pod old = ready("old", "n1", 600);
    return Stream.of(
        Arguments.of("without a node", pod("x", null, PodPhase.PENDING, -1, 0), old),
        Arguments.of("Pending", pod("x", "n2", PodPhase.PENDING, -1, 0), old),
        Arguments.of("not Ready", pod("x", "n2", PodPhase.RUNNING, -1, 0), old),
        Arguments.of("not Ready, whatever its cost", costing(notReady(), "100"), old),
        Arguments.of("of the lower cost", costing(old, "-1"), ready("x", "n2", 10)),
        Arguments.of("an unreadable cost is none", costing(old, "-1"), costing(other(), "much")),
        Arguments.of("more recently Ready", ready("x", "n2", 60), old),
        Arguments.of("about as long Ready: by UID", ready("a", "n2", 600), ready("b", "n1", 580)),
        Arguments.of("restarted more often", pod("z", "n2", PodPhase.RUNNING, 600, 3), old));
  }

  private static Pod notReady() {
    return pod("x", "n2", PodPhase.RUNNING, -1, 0);
  }

  private static Pod other() {
    return ready("other", "n2", 600);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void theFirstGoes(String why, Pod victim, Pod survivor) {
    List<Pod> pods = List.of(survivor, victim);
    List<Pod> order = new ArrayList<>(pods);
    order.sort(new VictimOrder(pods, NOW));
    assertThat(order).as(why).containsExactly(victim, survivor);
  }

  @ParameterizedTest
  @CsvSource({"n1, a", "n2, b"})
  void theOneWithMoreSiblingsOnItsNodeGoes(String crowded, String victim) {
    Pod a = ready("a", "n1", 600);
    Pod b = ready("b", "n2", 600);
    List<Pod> order = new ArrayList<>(List.of(a, b));
    order.sort(new VictimOrder(List.of(a, b, ready("sibling", crowded, 600)), NOW));
    assertThat(order.getFirst().meta().uid()).isEqualTo(victim);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "-5, -5",
    "-2147483648, -2147483648",
    "+5, 0",
    "05, 0",
    "0, 0",
    "1.5, 0",
    "2147483648, 0"
  })
  void aCostIsReadAsUpstreamDoes(String annotation, int cost) {
    assertThat(VictimOrder.cost(annotation)).isEqualTo(cost);
  }
}
