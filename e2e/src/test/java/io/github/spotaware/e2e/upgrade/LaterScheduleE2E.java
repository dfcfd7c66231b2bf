package io.github.spotaware.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.MetricsPage;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.kubernetes.ScheduleStore;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.ScheduleName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A schedule as a later version may write it, read by these processes: by the test's hand, since
 * there is no later version.
 */
@E2E
final class LaterScheduleE2E {

  private static final String NAME = PendingSurge.NAME;
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** Replaces delay and hold of {@link PendingSurge#workload()}: nothing here waits for them. */
  private static Workload web() {
    return PendingSurge.workload().annotated(Annotations.SCALE_DOWN_DELAY, "1");
  }

  @Test
  void aKeyOfALaterVersionIsKeptByEachUpdate(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web());
    String pod = surge(scenario);
    patch(scenario, Map.of("warmed", "uid=1"));
    scenario.uncordon(PendingSurge.NODE);

    assertThat(Waits.untilNot429(scenario, pod).status()).isEqualTo(201);
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);

    assertThat(scenario.audit().phases(scenario.namespace(), NAME))
        .containsSubsequence("Surged", "Releasing", "Surged", "Lowering", "deleted");
    List<AuditEvent> updates =
        scenario.audit().schedule(scenario.namespace(), NAME).list().stream()
            .dropWhile(event -> !event.verb().equals("patch"))
            .filter(event -> event.verb().equals("update"))
            .toList();
    assertThat(updates)
        .as("updates after the test's patch")
        .hasSizeGreaterThan(2)
        .allSatisfy(event ->
            assertThat(event.requestObject().path("data").path("warmed").asText())
                .isEqualTo("uid=1"));
    assertThat(watch.everZero()).as("ever zero, of " + watch.changes()).isFalse();
  }

  @Test
  void aPhaseOfALaterVersionIsLeftAloneAndSaid(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web());
    String pod = surge(scenario);
    patch(scenario, Map.of("phase", "Waning", "scheduled_time", "1767269100"));
    for (String process : Builds.PROCESSES) {
      awaitUnreadable(scenario, process, 1);
    }
    String version = schedule(scenario).require().getMetadata().getResourceVersion();
    String note =
        new ClusterEvents(scenario.client(), ScheduleStore.NAMESPACE)
            .await(
                "ConfigMap",
                scheduleName(scenario),
                Reason.SCHEDULE_UNREADABLE.text(),
                "phase: \"Waning\" is not allowed")
            .getNote();

    // A second pod serves, and the schedule is due: neither lets the old one go, nor lowers.
    scenario.uncordon(PendingSurge.NODE);
    watch.awaitServing(2, BOUND);
    EvictionAnswer held = scenario.evict(pod);
    assertThat(held.status()).as(held.message()).isEqualTo(429);
    assertThat(held.message()).contains("cannot read", "Waning");
    CommandResult one = scenario.kubectl("scale", "deployment", NAME, "--replicas=1");
    assertThat(one.output()).contains("spec.replicas stays 2", "cannot read");
    Instant now = Instant.now();
    Await.until(
        "two passes of the scaler's", Deadline.after(BOUND), () -> looks(scenario, now) >= 2);
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(2);
    assertThat(schedule(scenario).require().getMetadata().getResourceVersion())
        .as("the schedule's version")
        .isEqualTo(version);
    assertThat(schedules(scenario)).containsExactly(scheduleName(scenario));
    System.out.printf("unreadable: %s%n  held: %s%n", note, held.message());

    String later = Long.toString(Instant.now().plusSeconds(60).getEpochSecond());
    patch(scenario, Map.of("phase", "Surged", "scheduled_time", later));
    assertThat(Waits.untilNot429(scenario, pod).status()).isEqualTo(201);
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    for (String process : Builds.PROCESSES) {
      awaitUnreadable(scenario, process, 0);
    }
    assertThat(watch.everZero()).as("ever zero, of " + watch.changes()).isFalse();
  }

  /** Also by processes that have seen nothing of it before. */
  @Test
  void maxHoldEndsTheHoldAllTheSame(Scenario scenario) {
    scenario.workloads().deploy(web().annotated(Annotations.MAX_HOLD, "4"));
    String pod = surge(scenario);
    patch(scenario, Map.of("phase", "Waning"));
    Builds.PROCESSES.forEach(scenario.playground()::kill);
    Builds.PROCESSES.forEach(scenario.playground()::start);

    EvictionAnswer answer = scenario.evict(pod);
    assertThat(answer.status()).as(answer.message()).isEqualTo(429);
    answer = Waits.untilNot429(scenario, pod);
    assertThat(answer.status()).as(answer.message()).isEqualTo(201);
    assertThat(answer.warnings()).anyMatch(warning -> warning.contains("cannot be read: phase"));
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(2);
    assertThat(schedule(scenario).require().getData()).containsEntry("phase", "Waning");
    schedule(scenario).delete();
  }

  /** Surges it: its replacement is Pending, and its eviction was held. */
  private static String surge(Scenario scenario) {
    String pod = scenario.workloads().podName(NAME);
    scenario.workloads().setUnschedulable(PendingSurge.NODE, true);
    PendingSurge.evictAgain(scenario);
    return pod;
  }

  /** How often the scaler has read the schedule since. */
  private static long looks(Scenario scenario, Instant since) {
    return scenario
        .audit()
        .by(AuditEvents.SCALER)
        .of("configmaps")
        .named(scheduleName(scenario))
        .where(event -> event.verb().equals("get") && event.received().isAfter(since))
        .list()
        .size();
  }

  private static String scheduleName(Scenario scenario) {
    return ScheduleName.of(new DeploymentRef(scenario.namespace(), NAME));
  }

  private static Resource<ConfigMap> schedule(Scenario scenario) {
    return scenario
        .client()
        .configMaps()
        .inNamespace(ScheduleStore.NAMESPACE)
        .withName(scheduleName(scenario));
  }

  private static List<String> schedules(Scenario scenario) {
    return scenario
        .client()
        .configMaps()
        .inNamespace(ScheduleStore.NAMESPACE)
        .withLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
        .list()
        .getItems()
        .stream()
        .map(configMap -> configMap.getMetadata().getName())
        .toList();
  }

  private static void patch(Scenario scenario, Map<String, String> data) {
    String members =
        data.entrySet().stream()
            .map(e -> "\"%s\": \"%s\"".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    schedule(scenario)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\": {" + members + "}}");
  }

  private static void awaitUnreadable(Scenario scenario, String process, int count) {
    String address = scenario.playground().address(process).orElseThrow();
    Await.until(
        process + " to count " + count + " unreadable schedules",
        Deadline.after(BOUND),
        () -> MetricsPage.of(address).value("spot_aware_unreadable_schedules").orElse(-1) == count);
  }
}
