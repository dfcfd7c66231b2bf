package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Nodes;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many nodes at once: half of them are drained by the real kubectl, side by side. */
@E2E
final class ManyDrainsE2E {

  private static final int NODES_OF_THE_PLAYGROUND = 4;
  private static final Duration BOUND = Duration.ofMinutes(4);

  @Test
  void costNoneOfManyDeploymentsAnyDowntime(Scenario scenario) {
    scenario.configure(ConfigurationKeys.SCALE_DOWN_DELAY, "15");
    List<String> nodes = nodes(Counts.of(4, 10));
    List<String> drained = nodes.subList(0, nodes.size() / 2);
    addMore(scenario, nodes);
    try (Fleet fleet = Fleet.deploy(scenario, Counts.of(4, 20), Counts.of(3, 5))) {
      List<Fleet.Member> hit = fleet.on(drained);
      long start = System.nanoTime();
      List<CommandResult> results = drain(scenario, drained);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      results.forEach(CommandResult::orThrow);
      fleet.awaitBackAtOne(BOUND);

      Set<String> slowest = new TreeSet<>();
      results.forEach(result -> slowest.add(result.took().toMillis() + " ms"));
      System.out.printf(
          "%d Deployments in %d namespaces on %d nodes, %d drained at once: %d of them moved,"
              + " downtime 0 for each; all drains took %d ms (%s); raised after %s%n",
          fleet.members().size(),
          fleet.namespaces(),
          nodes.size(),
          drained.size(),
          hit.size(),
          took.toMillis(),
          slowest,
          reactions(scenario, hit));
      fleet.assertNoDowntime();
      assertThat(fleet.on(drained)).as("pods left on drained nodes").isEmpty();
      assertNothingIsLeft(scenario, fleet);
    } finally {
      removeAdded(scenario, nodes);
    }
  }

  private static List<String> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "node-" + i).toList();
  }

  private static void addMore(Scenario scenario, List<String> nodes) {
    nodes.stream()
        .skip(NODES_OF_THE_PLAYGROUND)
        .forEach(name -> scenario.client().resource(Nodes.node(name)).create());
  }

  private static void removeAdded(Scenario scenario, List<String> nodes) {
    nodes.stream()
        .skip(NODES_OF_THE_PLAYGROUND)
        .forEach(name -> scenario.client().nodes().withName(name).delete());
  }

  private static List<CommandResult> drain(Scenario scenario, List<String> nodes) {
    List<CompletableFuture<CommandResult>> drains = new ArrayList<>();
    for (String node : nodes) {
      CompletableFuture<CommandResult> drain = new CompletableFuture<>();
      drains.add(drain);
      Thread.ofVirtual()
          .start(() -> {
            try {
              drain.complete(scenario.drain(node, "--timeout=110s"));
            } catch (RuntimeException e) {
              drain.completeExceptionally(e);
            }
          });
    }
    return drains.stream().map(CompletableFuture::join).toList();
  }

  /** From each node's cordon to each raise. */
  private static String reactions(Scenario scenario, List<Fleet.Member> hit) {
    List<Long> millis =
        hit.stream()
            .map(member ->
                Reaction.of(scenario, member.node(), member.namespace(), member.name())
                    .time()
                    .toMillis())
            .sorted()
            .toList();
    return "median %d ms, at most %d ms".formatted(millis.get(millis.size() / 2), millis.getLast());
  }

  private static void assertNothingIsLeft(Scenario scenario, Fleet fleet) {
    assertThat(scenario.client().configMaps().inNamespace("spot-scaling").list().getItems())
        .as("schedules")
        .noneMatch(map -> map.getMetadata().getName().startsWith("scale-down-"));
    fleet.assertNoMarksOnPods();
    assertThat(
            scenario.audit().byTheProject().writes().list().stream()
                .map(AuditEvent::code)
                .filter(code -> code >= 500)
                .toList())
        .as("writes that the API server failed")
        .isEmpty();
  }
}
