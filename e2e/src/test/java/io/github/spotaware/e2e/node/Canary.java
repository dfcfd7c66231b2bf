package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.Map;

/**
 * A Deployment that surges after another one should have, if it did: the watches tell of nodes in
 * the order of their changes, and no process acts on a later signal sooner than on an earlier one.
 */
final class Canary {

  private static final String NAME = "canary";

  private Canary() {}

  /** Surges one on a node of its own; until then, nothing has happened to the other Deployment. */
  static void assertSurgesAndNotBefore(Scenario scenario, String other) {
    assertSurgesAndNotBefore(scenario, Map.of(), other);
  }

  /** The same, with labels for the canary's node. */
  static void assertSurgesAndNotBefore(
      Scenario scenario, Map<String, String> nodeLabels, String other) {
    String taken = scenario.workloads().node(other);
    String free = taken.equals("node-1") ? "node-2" : "node-1";
    try (TestNode node = TestNode.of(scenario, free)) {
      nodeLabels.forEach(node::label);
      scenario
          .workloads()
          .deploy(
              Workload.named(NAME)
                  .labelled()
                  .onlyOnNode(free)
                  .readyAfter(Duration.ofMillis(100))
                  .annotated(Annotations.SCALE_DOWN_DELAY, "600"));
      node.cordon();
      scenario.workloads().awaitReplicas(NAME, 2);
      assertThat(scenario.audit().schedule(scenario.namespace(), other).summaries())
          .as("writes of a schedule of " + other)
          .isEmpty();
      assertThat(scenario.workloads().replicas(other)).isEqualTo(1);
      scenario
          .client()
          .apps()
          .deployments()
          .inNamespace(scenario.namespace())
          .withName(NAME)
          .delete();
    }
  }
}
