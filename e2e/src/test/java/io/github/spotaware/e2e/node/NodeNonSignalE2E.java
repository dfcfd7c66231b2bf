package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to nodes every day surges nothing, and most of it is not even asked about. */
@E2E
final class NodeNonSignalE2E {

  private static final String NAME = "web";
  private static final Pattern CALLS =
      Pattern.compile(
          "apiserver_admission_webhook_request_total\\{[^}]*"
              + "name=\"nodes\\.spot-aware-scaler\\.github\\.io\"[^}]*} (\\d+)");

  private static Arguments nonSignal(String what, Consumer<TestNode> change, int calls) {
    return Arguments.of(what, change, calls);
  }

  static Stream<Arguments> nonSignals() {
    return Stream.of(
        nonSignal("a label", node -> node.label("example.com/any", "value"), 0),
        nonSignal("heartbeats", node -> List.of(1, 2, 3).forEach(_ -> node.heartbeat()), 0),
        nonSignal(
            "DeletionCandidateOfClusterAutoscaler",
            node -> node.taint("DeletionCandidateOfClusterAutoscaler"),
            1),
        nonSignal("a taint of someone else", node -> node.taint("example.com/dedicated"), 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nonSignals")
  void surgesNothing(String what, Consumer<TestNode> change, int calls, Scenario scenario) {
    scenario.workloads().deploy(Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300)));
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      settle(scenario);
      long before = calls(scenario);
      change.accept(node);
      long asked = calls(scenario) - before;
      System.out.printf("%s: the API server asked %d times%n", what, asked);
      assertThat(asked).as("calls of the API server").isEqualTo(calls);
      Canary.surges(scenario, node.name());
      assertUntouched(scenario);
    }
  }

  /** A server-side dry run is asked about and changes nothing. */
  @Test
  void aDryRunSurgesNothing(Scenario scenario) {
    scenario.workloads().deploy(Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300)));
    String node = scenario.workloads().node(NAME);
    long before = calls(scenario);

    scenario.kubectl().run("cordon", node, "--dry-run=server").orThrow();

    assertThat(calls(scenario) - before).as("calls of the API server").isEqualTo(1);
    Canary.surges(scenario, node);
    assertUntouched(scenario);
  }

  private static void assertUntouched(Scenario scenario) {
    assertThat(scenario.audit().schedule(scenario.namespace(), NAME).summaries()).isEmpty();
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(1);
  }

  /** The node controller reacts to what the test before did to a node. */
  private static void settle(Scenario scenario) {
    Await.until(
        "no node to have a taint",
        Deadline.after(Duration.ofSeconds(10)),
        () ->
            scenario.client().nodes().list().getItems().stream()
                .allMatch(node -> node.getSpec().getTaints().isEmpty()));
  }

  /** How often the API server has called the webhook for nodes. */
  private static long calls(Scenario scenario) {
    Matcher matcher =
        CALLS.matcher(scenario.kubectl().run("get", "--raw", "/metrics").orThrow().stdout());
    return matcher.results().mapToLong(result -> Long.parseLong(result.group(1))).sum();
  }
}
