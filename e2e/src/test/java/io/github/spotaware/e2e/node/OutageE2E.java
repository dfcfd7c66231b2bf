package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The watches see what no webhook is asked about: some of our processes are down. */
@E2E
final class OutageE2E {

  private static final String NAME = "web";

  /** Of the webhooks, the API server asks webhook-0 about nodes here. */
  static Stream<Arguments> outages() {
    return Stream.of(
        Arguments.of(List.of("webhook-0"), "spot-aware-webhook"),
        Arguments.of(List.of("webhook-0", "webhook-1"), "spot-aware-scaler"),
        Arguments.of(List.of("scaler", "webhook-0"), "spot-aware-webhook"));
  }

  @ParameterizedTest(name = "{0} down")
  @MethodSource("outages")
  void aCordonSurgesAllTheSame(List<String> down, String by, Scenario scenario) {
    scenario
        .workloads()
        .deploy(
            Workload.named(NAME)
                .labelled()
                .readyAfter(Duration.ofMillis(300))
                .annotated(Annotations.SCALE_DOWN_DELAY, "600"));
    down.forEach(scenario.playground()::stop);
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      CommandResult cordon = scenario.kubectl().run("cordon", node.name()).orThrow();

      scenario.workloads().awaitReplicas(NAME, 2);

      Reaction reaction = Reaction.of(scenario, node.name(), scenario.namespace(), NAME);
      System.out.printf(
          "%s down: cordoned in %d ms, raised after %d ms by %s%n",
          down, cordon.took().toMillis(), reaction.time().toMillis(), reaction.by());
      assertThat(reaction.by()).isEqualTo(by);
      assertThat(reaction.time()).isLessThan(Duration.ofSeconds(5));
      assertThat(cordon.output()).doesNotContain("Error");
    }
  }
}
