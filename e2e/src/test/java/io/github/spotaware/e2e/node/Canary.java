package io.github.spotaware.e2e.node;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Deployment that surges after another one should have, if it did: the watches tell of nodes in
 * the order of their changes, and no process acts on a later signal sooner than on an earlier one.
 */
final class Canary {

  private static final String NAME = "canary";

  private Canary() {}

  /** Returns when one has surged in the test's namespace, for a node other than this. */
  static void surges(Scenario scenario, String notOn) {
    surges(scenario, scenario.workloads(), notOn, Map.of());
  }

  /**
   * The same.
   *
   * @param where the namespace
   * @param labels what its node has while it lasts
   */
  static void surges(Scenario scenario, Workloads where, String notOn, Map<String, String> labels) {
    String free = freeNode(scenario, where, notOn);
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

  /** One on which the test has no pod: its cordon must concern the canary alone. */
  private static String freeNode(Scenario scenario, Workloads where, String notOn) {
    Set<String> taken =
        Stream.of(scenario.namespace(), where.namespace())
            .flatMap(namespace ->
                scenario.client().pods().inNamespace(namespace).list().getItems().stream())
            .map(pod -> pod.getSpec().getNodeName())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return scenario.client().nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getName())
        .filter(name -> !name.equals(notOn) && !taken.contains(name))
        .sorted()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("each node has a pod of the test"));
  }
}
