package io.github.spotaware.e2e.demo.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The drain client for machines without kubectl, before the real API server. */
@E2E
final class JavaDrainE2E {

  private static final String NAME = "web";
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** The replacement takes longer than one call is held, so it is refused and asks again. */
  @Test
  void asksAgainUntilItsPodIsLetGoAndGone(Scenario scenario) {
    ServingWatch watch =
        scenario.deployAndWatch(
            Workload.named(NAME).labelled().withService().annotated(Annotations.HOLD_SECONDS, "1"));
    String pod = scenario.workloads().podName(NAME);
    String node = scenario.workloads().node(NAME);
    List<String> lines = new CopyOnWriteArrayList<>();

    CommandResult drain = client(scenario).drain(node, BOUND, lines::add);

    System.out.println("the drain client says:\n" + drain.output());
    assertThat(drain.exitCode()).as(drain.output()).isZero();
    assertThat(lines)
        .startsWith(DrainWords.cordons(node), DrainWords.asks(pod))
        .endsWith(DrainWords.asks(pod), DrainWords.seesGone(pod), DrainWords.isDone(node))
        .anyMatch(line ->
            line.startsWith("is refused " + pod + " and asks again in 5 s: Waiting: the eviction"));
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(answers(scenario)).containsOnly(429, 201).endsWith(201);
  }

  /** One pod that is held keeps no other on the node. */
  @Test
  void endsByItsOwnDeadline(Scenario scenario) {
    scenario.workloads().deploy(PendingSurge.workload());
    scenario.workloads().deploy(Workload.named("other").onlyOnNode(PendingSurge.NODE));
    String other = scenario.workloads().podName("other");

    CommandResult drain =
        client(scenario).drain(PendingSurge.NODE, Duration.ofSeconds(10), _ -> {});

    System.out.println("the drain client says:\n" + drain.output());
    assertThat(drain.exitCode()).isEqualTo(1);
    assertThat(drain.output())
        .contains("to be scheduled to a node", "its time is over, and it was not let go")
        .contains(DrainWords.seesGone(other))
        .doesNotContain("is drained");
    assertThat(drain.took()).isLessThan(Duration.ofSeconds(20));
    assertThat(answers(scenario)).filteredOn(code -> code == 429).hasSizeGreaterThan(1);
  }

  @Test
  void aNodeThatIsCordonedAndEmptyIsDrained(Scenario scenario) {
    scenario.workloads().setUnschedulable("node-1", true);

    CommandResult drain = client(scenario).drain("node-1", BOUND, _ -> {});

    assertThat(drain.exitCode()).as(drain.output()).isZero();
    assertThat(drain.output())
        .isEqualTo(DrainWords.findsCordoned("node-1") + "\n" + DrainWords.isDone("node-1"));
  }

  @Test
  void aNodeThatIsNotThereIsNotDrained(Scenario scenario) {
    CommandResult drain = client(scenario).drain("node-0", BOUND, _ -> {});

    assertThat(drain.exitCode()).isEqualTo(1);
    assertThat(drain.output()).isEqualTo(DrainWords.fails("node-0", "there is no such node"));
  }

  private static DrainClient client(Scenario scenario) {
    return new JavaDrain(scenario.playground().kubeconfig());
  }

  /** The codes of the answers to its evictions, in order. */
  private static List<Integer> answers(Scenario scenario) {
    AuditEvents evictions = scenario.audit().in(scenario.namespace()).evictions();
    return evictions.by(JavaDrain.USER_AGENT).list().stream().map(event -> event.code()).toList();
  }
}
