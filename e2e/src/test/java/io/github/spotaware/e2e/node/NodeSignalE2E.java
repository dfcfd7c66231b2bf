package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each signal of a node that goes away surges what has a pod there, before any eviction. */
@E2E
final class NodeSignalE2E {

  private static final String NAME = "web";
  private static final String NOT_READY_TAINT = "node.kubernetes.io/not-ready";
  private static final String CUSTOM_TAINT = "example.com/spot-notice";

  /** A surge that waits for its end only; the row's own end is the namespace's. */
  private static Workload workload() {
    return Workload.named(NAME)
        .labelled()
        .readyAfter(Duration.ofMillis(300))
        .annotated(Annotations.SCALE_DOWN_DELAY, "600");
  }

  private static Arguments signal(String why, Consumer<TestNode> signal) {
    return Arguments.of(why, signal);
  }

  static Stream<Arguments> signals() {
    return Stream.concat(
        Stream.of(
            signal("unschedulable", TestNode::cordon),
            signal("being deleted", TestNode::beginToDelete),
            signal("gone", TestNode::delete),
            signal("not Ready", TestNode::silence)),
        Configuration.defaults().disruptionTaints().stream()
            .map(key -> signal("taint " + key, node -> node.taint(key))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("signals")
  void surges(String why, Consumer<TestNode> signal, Scenario scenario) {
    scenario.workloads().deploy(workload());
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      signal.accept(node);
      awaitSurged(scenario);
      assertSurgedFor(scenario, node, why);
    }
  }

  @Test
  void surgesForATaintThatIsConfigured(Scenario scenario) {
    scenario.configure(ConfigurationKeys.DISRUPTION_TAINTS, "a.example.com/b," + CUSTOM_TAINT);
    scenario.workloads().deploy(workload());
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      node.taint(CUSTOM_TAINT);
      awaitSurged(scenario);
      assertSurgedFor(scenario, node, "taint " + CUSTOM_TAINT);
    }
  }

  /** The Event names the node and the cause, and so does that of the raise. */
  @Test
  void tellsWhichNodeAndWhy(Scenario scenario) {
    scenario.workloads().deploy(workload());
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      node.taint("karpenter.sh/disrupted");
      String disrupted = Waits.untilEvent(scenario, NAME, "NodeDisrupted");
      String scaled = Waits.untilEvent(scenario, NAME, "ScaledUp");
      System.out.printf("Event NodeDisrupted: %s%nEvent ScaledUp: %s%n", disrupted, scaled);
      assertThat(disrupted).contains("node " + node.name(), "taint karpenter.sh/disrupted");
      assertThat(scaled).contains("node " + node.name() + ": taint karpenter.sh/disrupted");
    }
  }

  @Test
  void onlyNodesThatAreSelectedCount(Scenario scenario) {
    scenario.configure(ConfigurationKeys.NODE_SELECTOR, "capacity=spot");
    scenario.workloads().deploy(workload());
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      node.cordon();
      Canary.surges(
          scenario, scenario.workloads(), Set.of(node.name()), Map.of("capacity", "spot"));
      assertThat(scenario.workloads().replicas(NAME)).as("on a node not selected").isEqualTo(1);
      node.label("capacity", "spot");
      awaitSurged(scenario);
    }
  }

  private static void awaitSurged(Scenario scenario) {
    scenario
        .workloads()
        .awaitSchedule(NAME, "Surged", schedule -> schedule.phase() == Phase.SURGED);
  }

  private static void assertSurgedFor(Scenario scenario, TestNode node, String why) {
    Reaction reaction = Reaction.of(scenario, node.name(), scenario.namespace(), NAME);
    assertThat(Reaction.trigger(scenario, NAME))
        .hasValueSatisfying(trigger ->
            assertThat(trigger)
                .startsWith("node " + node.name() + ": ")
                .satisfiesAnyOf(
                    t -> assertThat(t).endsWith(": " + why),
                    // the node lifecycle controller is about as fast as we are
                    t -> assertThat(t).endsWith(": taint " + NOT_READY_TAINT)));
    assertThat(Reaction.raises(scenario, scenario.namespace(), NAME)).hasSize(1);
    System.out.printf(
        "%s: raised after %d ms by %s%n", why, reaction.time().toMillis(), reaction.by());
    assertThat(reaction.time()).isLessThan(Duration.ofSeconds(3));
  }
}
