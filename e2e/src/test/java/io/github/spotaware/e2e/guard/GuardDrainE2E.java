package io.github.spotaware.e2e.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.guard.CountWrites.Change;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Drains while someone asks for one replica each second: no downtime, no fight, and in the end the
 * one replica that its owner wants.
 */
@E2E
final class GuardDrainE2E {

  private static final List<String> SURGE =
      List.of("Raising", "Surged", "Releasing", "Surged", "Lowering", AuditEvents.DELETED);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REPLACE")
  void drainsWhileSomeoneAsksForOne(WriterOfOne writer, Scenario scenario, @TempDir Path folder)
      throws Exception {
    ServingWatch watch =
        scenario.deployAndWatch(Workload.named(WriterOfOne.NAME).labelled().withService());
    Path manifest = WriterOfOne.manifest(scenario, folder);
    writer.write(scenario, manifest).orThrow();
    long generation = generation(scenario);
    int drains = Counts.of(1, 20);

    List<CommandResult> said;
    try (WriterLoop loop = WriterLoop.start(writer, scenario, manifest)) {
      for (int i = 0; i < drains; i++) {
        drainOnce(scenario, watch);
      }
      said = loop.results();
    }

    CountWrites writes = CountWrites.of(scenario);
    System.out.printf("%s, %d drains, downtime 0 s:%n%s", writer, drains, writes.asTable());
    System.out.println("writes of schedules: " + schedules(scenario));
    said.stream()
        .filter(result -> result.stderr().contains("spec.replicas stays 2"))
        .limit(3)
        .forEach(result -> System.out.print(result.output()));
    assertThat(said).allSatisfy(result -> assertThat(result.exitCode()).isZero());
    assertThat(writes.kept()).as("writes of 1 that were kept at 2").isPositive();
    assertThat(writes.changes().stream().map(Change::change))
        .isEqualTo(repeated(drains, List.of("1 -> 2", "2 -> 1")));
    assertThat(writes.changes().stream().map(Change::who))
        .as("who changed the count")
        .containsOnly(AuditEvents.WEBHOOK, AuditEvents.SCALER);
    assertThat(scenario.audit().phases(scenario.namespace(), WriterOfOne.NAME))
        .isEqualTo(repeated(drains, SURGE));
    assertThat(generation(scenario) - generation).as("changes of the spec").isEqualTo(2L * drains);
    assertThat(scenario.workloads().replicas(WriterOfOne.NAME)).isEqualTo(1);
    assertThat(replicaSets(scenario)).as("ReplicaSets: no rollout").isEqualTo(1);
    assertThat(events(scenario)).doesNotContain("ScaleDownCancelled");
  }

  private static void drainOnce(Scenario scenario, ServingWatch watch) {
    Workloads workloads = scenario.workloads();
    String pod = workloads.podName(WriterOfOne.NAME);
    String node = workloads.node(WriterOfOne.NAME);
    watch.markStart();

    CommandResult drain = scenario.drain(node);
    assertThat(drain.exitCode()).as(drain.output()).isZero();
    workloads.awaitBackAtOne(WriterOfOne.NAME, Waits.SURGE_BOUND);

    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(watch.everZero()).isFalse();
    assertThat(workloads.podName(WriterOfOne.NAME)).isNotEqualTo(pod);
    scenario.uncordon(node);
  }

  private static List<String> repeated(int times, List<String> what) {
    return Collections.nCopies(times, what).stream().flatMap(List::stream).toList();
  }

  private static long generation(Scenario scenario) {
    return scenario.workloads().deployment(WriterOfOne.NAME).getMetadata().getGeneration();
  }

  private static int replicaSets(Scenario scenario) {
    return scenario
        .client()
        .apps()
        .replicaSets()
        .inNamespace(scenario.namespace())
        .list()
        .getItems()
        .size();
  }

  private static Stream<String> events(Scenario scenario) {
    return new ClusterEvents(scenario.client(), scenario.namespace())
        .all().stream().map(event -> event.getReason());
  }

  private static int schedules(Scenario scenario) {
    return scenario.audit().schedule(scenario.namespace(), WriterOfOne.NAME).list().size();
  }
}
