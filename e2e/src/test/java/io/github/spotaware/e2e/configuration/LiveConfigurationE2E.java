package io.github.spotaware.e2e.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Settings that change while everything runs, and Deployments that override them. */
@E2E
final class LiveConfigurationE2E {

  private static final String NAME = PendingSurge.NAME;

  @Test
  void holdSecondsChangeWithoutARestart(Scenario scenario) {
    List<OptionalLong> processes = processes(scenario);
    scenario.configure(ConfigurationKeys.HOLD_SECONDS, "3");

    EvictionAnswer answer = evictWithoutHope(scenario, unschedulable());

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.took()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(5500));
    assertThat(processes(scenario)).as("the processes").isEqualTo(processes);
  }

  @Test
  void scaleDownDelayChangesWithoutARestart(Scenario scenario) {
    List<OptionalLong> processes = processes(scenario);
    scenario.configure(ConfigurationKeys.SCALE_DOWN_DELAY, "90");
    scenario.workloads().deploy(quick());

    assertThat(dueAfterEviction(scenario))
        .isBetween(Duration.ofSeconds(75), Duration.ofSeconds(91));
    assertThat(processes(scenario)).as("the processes").isEqualTo(processes);
  }

  @Test
  void inADryRunEvictionsGoThroughAndNothingIsWritten(Scenario scenario) {
    scenario.configure(ConfigurationKeys.DRY_RUN, "true");
    scenario.workloads().deploy(quick());

    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));

    assertThat(answer.allowed()).as(answer.message()).isTrue();
    assertThat(answer.took()).isLessThan(Duration.ofSeconds(3));
    System.out.println("dry-run: " + answer.warnings());
    assertThat(answer.warnings())
        .anySatisfy(w -> assertThat(w).contains("would be scaled from 1 to 2", "dry-run"));
    scenario.workloads().awaitAvailable(NAME, 1);
    AuditEvents ours = scenario.audit().byTheProject().writes();
    assertThat(ours.in(scenario.namespace()).summaries()).isEmpty();
    assertThat(scenario.audit().schedule(scenario.namespace(), NAME).summaries()).isEmpty();
  }

  @Test
  void protectedLabelsChangeWithoutARestart(Scenario scenario) {
    scenario.configure(ConfigurationKeys.PROTECTED_LABELS, "team in (payments, billing)");
    Workloads workloads = scenario.workloads();
    ServingWatch now = scenario.deployAndWatch(quick("now").labelled(Map.of("team", "billing")));
    workloads.deploy(quick("before").labelled());

    EvictionAnswer ofNow = scenario.evict(workloads.podName("now"));
    EvictionAnswer ofBefore = scenario.evict(workloads.podName("before"));

    assertThat(ofNow.allowed()).as(ofNow.message()).isTrue();
    assertThat(ofBefore.allowed()).as(ofBefore.message()).isTrue();
    assertThat(workloads.schedule("now")).as("schedule of the one with the new label").isPresent();
    assertThat(workloads.schedule("before")).as("schedule of the other").isEmpty();
    workloads.awaitBackAtOne("now", Waits.SURGE_BOUND);
    assertThat(now.downtime()).as("downtime, of " + now.changes()).isZero();
  }

  @Test
  void annotationsOfADeploymentOverrideTheConfiguration(Scenario scenario) {
    EvictionAnswer answer =
        evictWithoutHope(
            scenario,
            unschedulable()
                .annotated(Annotations.HOLD_SECONDS, "2")
                .annotated(Annotations.MAX_HOLD, "77")
                .annotated(Annotations.SCALE_DOWN_DELAY, "90"));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.took()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(4500));
    assertThat(answer.message()).contains("of at most 77 s");
    assertThat(due(scenario)).isBetween(Duration.ofSeconds(75), Duration.ofSeconds(91));
  }

  /** It is rejected where its Deployment is protected, so this one was there before. */
  @Test
  void anInvalidAnnotationIsIgnoredWithAWarning(Scenario scenario) {
    scenario.configure(ConfigurationKeys.HOLD_SECONDS, "2");
    scenario
        .workloads()
        .deploy(
            onOneNode(quick(NAME).labelled(Map.of("tier", "gold")))
                .annotated(Annotations.HOLD_SECONDS, "soon")
                .annotated(Annotations.MAX_HOLD, "-1"));
    scenario.configure(ConfigurationKeys.PROTECTED_LABELS, "tier=gold");

    EvictionAnswer answer = evictWithoutHope(scenario);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.took()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(4500));
    assertThat(answer.message()).contains("of at most 600 s");
    ClusterEvents events = new ClusterEvents(scenario.client(), scenario.namespace());
    for (String problem :
        List.of(
            Annotations.HOLD_SECONDS + ": \"soon\" is not allowed; allowed: ",
            Annotations.MAX_HOLD + ": \"-1\" is not allowed; allowed: ")) {
      Event event = events.await("Deployment", NAME, "ConfigInvalid", problem);
      System.out.println("Event ConfigInvalid: " + event.getNote());
      assertThat(event.getType()).isEqualTo("Warning");
    }
  }

  private static Workload quick() {
    return quick(NAME).labelled();
  }

  private static Workload quick(String name) {
    return Workload.named(name).readyAfter(Duration.ofMillis(300));
  }

  /** Its replacement is, once its node is cordoned. */
  private static Workload unschedulable() {
    return onOneNode(quick());
  }

  private static Workload onOneNode(Workload workload) {
    return workload.onlyOnNode(PendingSurge.NODE);
  }

  private static EvictionAnswer evictWithoutHope(Scenario scenario, Workload workload) {
    scenario.workloads().deploy(workload);
    return evictWithoutHope(scenario);
  }

  private static EvictionAnswer evictWithoutHope(Scenario scenario) {
    scenario.workloads().setUnschedulable(PendingSurge.NODE, true);
    return scenario.evict(scenario.workloads().readyPodName(NAME));
  }

  private static Duration dueAfterEviction(Scenario scenario) {
    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    return due(scenario);
  }

  /** How long until the schedule of the Deployment is due. */
  private static Duration due(Scenario scenario) {
    return Duration.between(
        Instant.now(), scenario.workloads().schedule(NAME).orElseThrow().scheduledTime());
  }

  /** The process ids: they tell of a restart. */
  private static List<OptionalLong> processes(Scenario scenario) {
    return Stream.of("webhook-0", "webhook-1", "scaler").map(scenario.playground()::pid).toList();
  }
}
