package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The watches see what no webhook is asked about: some of our processes are down. */
@E2E
@Slow
final class OutageE2E {

  /** Of the webhooks, the API server asks webhook-0 about nodes here. */
  @Test
  void aCordonSurgesAllTheSame(Scenario scenario) {
    for (String node : List.of("node-1", "node-2", "node-3")) {
      scenario
          .workloads()
          .deploy(
              Workload.named("on-" + node)
                  .labelled()
                  .onlyOnNode(node)
                  .readyAfter(Duration.ofMillis(300))
                  .annotated(Annotations.SCALE_DOWN_DELAY, "600"));
    }
    scenario.playground().stop("webhook-0");
    assertSurges(scenario, "node-1", "webhook-0 is down", AuditEvents.WEBHOOK, AuditEvents.SCALER);
    scenario.playground().stop("webhook-1");
    assertSurges(scenario, "node-2", "both webhooks are down", AuditEvents.SCALER);
    scenario.playground().start("webhook-1");
    scenario.playground().stop("scaler");
    assertSurges(scenario, "node-3", "webhook-0 and the scaler are down", AuditEvents.WEBHOOK);
  }

  private static void assertSurges(Scenario scenario, String name, String down, String... by) {
    String deployment = "on-" + name;
    try (TestNode node = TestNode.of(scenario, name)) {
      CommandResult cordon = scenario.kubectl().run("cordon", node.name()).orThrow();

      scenario.workloads().awaitReplicas(deployment, 2);

      Reaction reaction = Reaction.of(scenario, node.name(), scenario.namespace(), deployment);
      System.out.printf(
          "%s: cordoned in %d ms, raised after %d ms by %s%n",
          down, cordon.took().toMillis(), reaction.time().toMillis(), reaction.by());
      assertThat(reaction.by()).isIn((Object[]) by);
      assertThat(reaction.time()).isLessThan(Duration.ofSeconds(5));
    }
  }
}
