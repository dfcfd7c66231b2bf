package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.PodChange;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A node is deleted outright, with no notice and no eviction: the pods on it are lost. With the
 * project another one serves as soon as it can start; without it, Kubernetes' pod garbage collector
 * has to notice first.
 */
@E2E
final class NodeDeletedE2E {

  private static final Duration BOUND = Duration.ofSeconds(120);

  @Test
  void recoversInTheTimeThatAPodNeedsToStart(Scenario scenario) {
    List<TestNode> others =
        Stream.of("node-2", "node-3", "node-4").map(n -> TestNode.of(scenario, n)).toList();
    try (TestNode node = TestNode.of(scenario, "node-1")) {
      others.forEach(TestNode::cordon);
      ServingWatch with = scenario.deployAndWatch(Workload.named("with").labelled());
      ServingWatch without = scenario.deployAndWatch(Workload.named("without"));
      others.forEach(TestNode::uncordon);

      Instant deleted = Instant.now();
      node.delete();

      Duration recoveredWith = awaitRecovery(with, node.name(), deleted);
      Duration recoveredWithout = awaitRecovery(without, node.name(), deleted);
      System.out.printf(
          "a node deleted outright: another pod serves after %d ms with the project, after %d ms"
              + " without%n",
          recoveredWith.toMillis(), recoveredWithout.toMillis());
      assertThat(recoveredWith).isLessThan(Duration.ofSeconds(10));
      assertThat(recoveredWith).isLessThan(recoveredWithout);
      scenario.workloads().awaitBackAtOne("with", BOUND);
      assertThat(scenario.workloads().node("with")).isNotEqualTo(node.name());
    }
  }

  private static Duration awaitRecovery(ServingWatch watch, String lost, Instant from) {
    Await.until(
        "a pod to serve elsewhere than on " + lost,
        Deadline.after(BOUND),
        () -> firstServing(watch, lost).isPresent());
    return Duration.between(from, firstServing(watch, lost).orElseThrow().time());
  }

  private static Optional<PodChange> firstServing(ServingWatch watch, String lost) {
    return watch.changes().stream()
        .filter(change -> change.stage() == PodStage.SERVING && !change.node().equals(lost))
        .findFirst();
  }
}
