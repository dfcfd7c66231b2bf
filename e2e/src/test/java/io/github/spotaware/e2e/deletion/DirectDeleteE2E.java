package io.github.spotaware.e2e.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With {@code guard-deletes}, a pod that is deleted without an eviction is held like one. */
@E2E
final class DirectDeleteE2E {

  private static final String NAME = "web";

  @BeforeEach
  void guardDeletes(Scenario scenario) {
    scenario.configure(ConfigurationKeys.GUARD_DELETES, "true");
  }

  private static Workload web() {
    return Workload.named(NAME).labelled().withService();
  }

  @Test
  void kubectlDeleteOfTheOnlyPodCostsNoDowntime(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web());
    String pod = scenario.workloads().podName(NAME);

    CommandResult delete = scenario.kubectl("delete", "pod", pod);

    System.out.printf(
        "kubectl delete pod: %d ms, downtime %d ms%n%s",
        delete.took().toMillis(), watch.downtime().toMillis(), delete.output());
    assertThat(delete.exitCode()).as(delete.output()).isZero();
    assertThat(scenario.workloads().schedule(NAME))
        .hasValueSatisfying(
            schedule -> assertThat(schedule.trigger()).isEqualTo("delete of " + pod));
    assertThat(
            new ClusterEvents(scenario.client(), scenario.namespace())
                .await("Pod", pod, "EvictionHeld", "")
                .getNote())
        .startsWith("Its delete is held until a replacement serves");
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(watch.everZero()).isFalse();
    assertThat(scenario.audit().phases(scenario.namespace(), NAME))
        .containsExactly(
            "Raising", "Surged", "Releasing", "Surged", "Lowering", AuditEvents.DELETED);
  }

  @Test
  void drainsThatDeleteCostNoDowntime(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web());
    int drains = Counts.of(2, 10);
    for (int i = 0; i < drains; i++) {
      String node = scenario.workloads().node(NAME);
      watch.markStart();

      CommandResult drain = scenario.drain(node, "--disable-eviction");

      System.out.printf(
          "kubectl drain --disable-eviction: %d ms, downtime %d ms%n",
          drain.took().toMillis(), watch.downtime().toMillis());
      assertThat(drain.exitCode()).as(drain.output()).isZero();
      scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
      assertThat(watch.everZero()).isFalse();
      scenario.uncordon(node);
    }
  }

  /** The API server asks about each pod of a collection, one after the other. */
  @Test
  void aCollectionIsHeldPodByPod(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web());

    CommandResult delete =
        scenario.kubectl(
            "delete",
            "--raw",
            "/api/v1/namespaces/" + scenario.namespace() + "/pods?labelSelector=app%3D" + NAME);

    assertThat(delete.exitCode()).as(delete.output()).isZero();
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(watch.everZero()).isFalse();
  }

  /** The taint manager asks five times in a row. */
  @Test
  void aNoExecuteTaintCostsNoDowntime(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web());
    String pod = scenario.workloads().podName(NAME);
    String node = scenario.workloads().node(NAME);
    try {
      scenario.kubectl().run("taint", "node", node, "example.com/moved:NoExecute").orThrow();
      scenario.workloads().awaitSchedule(NAME, "for the delete", s -> s.trigger().contains(pod));
      scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    } finally {
      scenario.kubectl().run("taint", "node", node, "example.com/moved-");
    }
    assertThat(scenario.workloads().podName(NAME)).isNotEqualTo(pod);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(watch.everZero()).isFalse();
  }

  @Test
  void aDryRunWarnsAndWritesNothing(Scenario scenario) {
    scenario.workloads().deploy(web());

    CommandResult delete =
        scenario.kubectl("delete", "pod", scenario.workloads().podName(NAME), "--dry-run=server");

    System.out.println("kubectl delete pod --dry-run=server says:\n" + delete.output());
    assertThat(delete.exitCode()).as(delete.output()).isZero();
    assertThat(delete.stderr())
        .contains("would be scaled from 1 to 2, and the delete held until the replacement serves");
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(1);
    assertThat(scenario.workloads().schedule(NAME)).isEmpty();
  }

  /** Held for longer than a call lasts: an error that says why, and in the end it goes. */
  @Test
  void whatIsHeldForLongerIs429UntilMaxHoldIsOver(Scenario scenario) {
    Workload web =
        PendingSurge.workload()
            .annotated(Annotations.HOLD_SECONDS, "1")
            .annotated(Annotations.MAX_HOLD, "15")
            .annotated(Annotations.SCALE_DOWN_DELAY, "0");
    Workloads workloads = scenario.workloads();
    workloads.deploy(web);
    String pod = workloads.podName(web.name());
    workloads.setUnschedulable(PendingSurge.NODE, true);

    CommandResult delete = scenario.kubectl("delete", "pod", pod);
    CommandResult drain = scenario.drain(PendingSurge.NODE, "--disable-eviction");

    System.out.println("kubectl delete pod says:\n" + delete.output());
    System.out.println("kubectl drain --disable-eviction says:\n" + drain.output());
    for (CommandResult each : List.of(delete, drain)) {
      assertThat(each.exitCode()).as(each.output()).isEqualTo(1);
      assertThat(each.stderr())
          .contains(
              "denied the request: Waiting: the delete of pod ",
              "to be scheduled to a node (held for ",
              " of at most 15 s); ask again");
    }
    assertThat(delete.stderr()).startsWith("Error from server (TooManyRequests): ");
    assertThat(workloads.readyPodName(web.name())).isEqualTo(pod);

    CommandResult last = delete;
    for (int i = 0; i < 30 && last.exitCode() != 0; i++) {
      last = scenario.kubectl("delete", "pod", pod);
    }

    System.out.println("after max-hold:\n" + last.output());
    assertThat(last.exitCode()).as(last.output()).isZero();
    assertThat(last.stderr()).contains("Warning: ", "its delete was held for max-hold (15 s)");
    assertThat(Waits.untilEvent(scenario, web.name(), "EvictionHoldExpired"))
        .contains("its delete was held for max-hold (15 s)", "to be scheduled to a node");
    scenario.uncordon(PendingSurge.NODE);
    workloads.awaitBackAtOne(web.name(), Waits.SURGE_BOUND);
  }
}
