package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code scale-up-delay}: a signal has to last, an eviction does not. */
@E2E
final class ScaleUpDelayE2E {

  private static final int DELAY_SECONDS = 3;

  private static Workload workload(String name, String node) {
    return Workload.named(name)
        .labelled()
        .onlyOnNode(node)
        .readyAfter(Duration.ofMillis(300))
        .annotated(Annotations.SCALE_DOWN_DELAY, "600");
  }

  @Test
  void aBlipPassesWithoutASurge(Scenario scenario) {
    scenario.configure(ConfigurationKeys.SCALE_UP_DELAY, Integer.toString(DELAY_SECONDS));
    scenario.workloads().deploy(workload("blip", "node-1"));
    scenario.workloads().deploy(workload("lasting", "node-2"));
    try (TestNode blip = TestNode.of(scenario, "node-1");
        TestNode lasting = TestNode.of(scenario, "node-2")) {
      blip.cordon();
      Instant cordoned = Instant.now();
      lasting.cordon();
      blip.uncordon();

      scenario.workloads().awaitReplicas("lasting", 2);

      Duration after = Duration.between(cordoned, Instant.now());
      System.out.printf(
          "scale-up-delay %d: surged after %d ms, and no surge for a blip%n",
          DELAY_SECONDS, after.toMillis());
      assertThat(after).isGreaterThanOrEqualTo(Duration.ofSeconds(DELAY_SECONDS));
      assertThat(scenario.audit().schedule(scenario.namespace(), "blip").summaries()).isEmpty();
      assertThat(scenario.workloads().replicas("blip")).isEqualTo(1);
    }
  }

  @Test
  void anEvictionDoesNotWaitForIt(Scenario scenario) {
    scenario.configure(ConfigurationKeys.SCALE_UP_DELAY, "3600");
    scenario
        .workloads()
        .deploy(Workload.named("web").labelled().readyAfter(Duration.ofMillis(300)));
    try (TestNode node = TestNode.ofPod(scenario, "web")) {
      node.cordon();

      EvictionAnswer answer = scenario.evict(scenario.workloads().podName("web"));

      assertThat(answer.allowed()).as(answer.message()).isTrue();
      assertThat(answer.took()).isLessThan(Duration.ofSeconds(8));
      assertThat(Reaction.trigger(scenario, "web"))
          .hasValueSatisfying(trigger -> assertThat(trigger).startsWith("eviction of "));
    }
  }
}
