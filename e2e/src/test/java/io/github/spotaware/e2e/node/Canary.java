package io.github.spotaware.e2e.node;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Deployment that surges after another one should have, if it did: the watches tell of nodes in
 * the order of their changes, and no process acts on a later signal sooner than on an earlier one.
 */
final class Canary {

  private static final String NAME = "canary";

  private Canary() {}

  /** Returns when one has surged in the test's namespace, for a node other than these. */
  static void surges(Scenario scenario, String... notOn) {
    surges(scenario, scenario.workloads(), Set.of(notOn), Map.of());
  }

  /**
   * The same.
   *
   * @param where the namespace
   * @param labels what its node has while it lasts
   */
  static void surges(
      Scenario scenario, Workloads where, Set<String> notOn, Map<String, String> labels) {
    String free =
        Stream.of("node-1", "node-2", "node-3")
            .filter(node -> !notOn.contains(node))
            .findFirst()
            .orElseThrow();
    try (TestNode node = TestNode.of(scenario, free)) {
      labels.forEach(node::label);
      where.deploy(
          Workload.named(NAME)
              .labelled()
              .onlyOnNode(free)
              .readyAfter(Duration.ofMillis(100))
              .annotated(Annotations.SCALE_DOWN_DELAY, "600"));
      node.cordon();
      where.awaitReplicas(NAME, 2);
      scenario.client().apps().deployments().inNamespace(where.namespace()).withName(NAME).delete();
    }
  }
}
