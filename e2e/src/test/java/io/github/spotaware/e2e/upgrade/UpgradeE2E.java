package io.github.spotaware.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.LastServing;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.pod.PodPrograms;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Webhooks and scaler of two versions work on the same schedules, and one takes the other's place
 * while a surge is open. With {@code -De2e.previous=$(bin/previous-version REF)} they are two
 * versions; without it, two runs of this one.
 */
@E2E
@Slow
final class UpgradeE2E {

  private static final String NAME = "web";
  private static final String NODE = "node-1";

  /** The common pool has one thread on two processors, which the watches of the test need. */
  private static final Executor EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();

  /** Which build each process runs. */
  private enum Mixture {
    OLD_NEW_NEW(true, false, false),
    NEW_NEW_OLD(false, false, true),
    OLD_OLD_NEW(true, true, false);

    private final boolean oldWebhook0;
    private final boolean oldWebhook1;
    private final boolean oldScaler;

    Mixture(boolean oldWebhook0, boolean oldWebhook1, boolean oldScaler) {
      this.oldWebhook0 = oldWebhook0;
      this.oldWebhook1 = oldWebhook1;
      this.oldScaler = oldScaler;
    }

    Map<String, PodPrograms> of(Builds builds) {
      return Map.of(
          "webhook-0", oldWebhook0 ? builds.previous() : builds.current(),
          "webhook-1", oldWebhook1 ? builds.previous() : builds.current(),
          "scaler", oldScaler ? builds.previous() : builds.current());
    }
  }

  @AfterEach
  void currentAgain(Scenario scenario) {
    Builds builds = Builds.of(scenario);
    if (builds.differ()) {
      exchangeAll(scenario, builds.current());
    }
  }

  /** Up, and down again: going back is an upgrade to the version before. */
  @Test
  void eachProcessIsExchangedDuringAnOpenSurgeWithAHeldEviction(Scenario scenario) {
    Builds builds = Builds.of(scenario);
    System.out.println(builds.about());
    exchangeAll(scenario, builds.previous());
    upgrade(scenario, NAME, builds.current(), Builds.PROCESSES);
    upgrade(scenario, NAME + "-back", builds.previous(), Builds.PROCESSES.reversed());
  }

  /** Its pods fit on one node only, which is cordoned: so it waits until the last is exchanged. */
  private static void upgrade(
      Scenario scenario, String name, PodPrograms build, List<String> order) {
    Workloads workloads = scenario.workloads();
    Workload web =
        Workload.named(name)
            .labelled()
            .withService()
            .onlyOnNode(NODE)
            .readyAfter(Duration.ofMillis(300))
            .annotated(Annotations.SCALE_DOWN_DELAY, "1");
    ServingWatch watch = scenario.deployAndWatch(web);
    String pod = workloads.podName(name);

    CompletableFuture<CommandResult> drain =
        CompletableFuture.supplyAsync(() -> scenario.drain(NODE, "--timeout=300s"), EXECUTOR);
    workloads.awaitSchedule(name, "Surged, with a held eviction", UpgradeE2E::isHeld);
    for (String process : order) {
      Builds.exchange(scenario, process, build);
      assertThat(drain.isDone()).as("the drain ended when " + process + " was exchanged").isFalse();
      assertThat(workloads.replicas(name)).as("replicas after " + process).isEqualTo(2);
      assertThat(workloads.schedule(name)).as("schedule after " + process).isPresent();
      assertThat(watch.serving()).as("what serves after " + process).containsExactly(pod);
    }
    scenario.uncordon(NODE);

    CommandResult result = drain.join();
    assertThat(result.exitCode()).as(result.output()).isZero();
    workloads.awaitBackAtOne(name, Waits.SURGE_BOUND);
    assertNeverZero(scenario, name, watch);
    System.out.printf(
        "upgrade to %s, one after the other %s: downtime %d ms, the drain took %d s, phases %s%n",
        build,
        order,
        watch.downtime().toMillis(),
        result.took().toSeconds(),
        scenario.audit().phases(scenario.namespace(), name));
  }

  private static boolean isHeld(Schedule schedule) {
    return schedule.phase() == Phase.SURGED && !schedule.held().isEmpty();
  }

  /** Without a previous version they are all alike, so one is enough. */
  @Test
  void drainsUnderEachMixture(Scenario scenario) {
    Builds builds = Builds.of(scenario);
    System.out.println(builds.about());
    List<Mixture> mixtures = List.of(Mixture.values());
    for (Mixture mixture : builds.differ() ? mixtures : mixtures.subList(0, 1)) {
      mixture.of(builds).forEach((process, build) -> Builds.exchange(scenario, process, build));
      drains(scenario, mixture);
    }
  }

  private static void drains(Scenario scenario, Mixture mixture) {
    Workloads workloads = scenario.workloads();
    String name = mixture.name().toLowerCase(Locale.ROOT).replace('_', '-');
    ServingWatch watch =
        scenario.deployAndWatch(
            Workload.named(name)
                .labelled()
                .withService()
                .annotated(Annotations.SCALE_DOWN_DELAY, "2"));
    int drains = Counts.of(2, 10);
    for (int i = 0; i < drains; i++) {
      String node = workloads.node(name);
      CommandResult drain = scenario.drain(node, "--timeout=120s");
      assertThat(drain.exitCode()).as(drain.output()).isZero();
      workloads.awaitBackAtOne(name, Waits.SURGE_BOUND);
      scenario.uncordon(node);
    }
    assertNeverZero(scenario, name, watch);
    System.out.printf(
        "%s (webhook-0, webhook-1, scaler): %d drains, downtime %d ms, phases %s%n",
        mixture,
        drains,
        watch.downtime().toMillis(),
        scenario.audit().phases(scenario.namespace(), name));
  }

  private static void assertNeverZero(Scenario scenario, String name, ServingWatch watch) {
    AuditEvents audit = scenario.audit();
    assertThat(watch.everZero()).as("zero serving pods; the stages: %s", watch.changes()).isFalse();
    assertThat(watch.downtime()).as("downtime").isZero();
    assertThat(LastServing.taken(audit, scenario.namespace(), name + "-"))
        .as("requests that took the last serving pod")
        .isEmpty();
    assertThat(scenario.workloads().replicas(name)).isEqualTo(1);
    assertThat(scenario.workloads().schedule(name)).isEmpty();
    assertThat(audit.byTheProject().where(event -> event.code() == 403).summaries())
        .as("refused by the rights that the current manifests give")
        .isEmpty();
  }

  private static void exchangeAll(Scenario scenario, PodPrograms build) {
    Builds.PROCESSES.forEach(process -> Builds.exchange(scenario, process, build));
  }
}
