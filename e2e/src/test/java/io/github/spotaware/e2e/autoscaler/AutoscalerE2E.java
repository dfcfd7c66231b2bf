package io.github.spotaware.e2e.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The HPA wants one replica all the time; a surge is held at two, and then it is one again. */
@E2E
final class AutoscalerE2E {
  private static final String NAME = "web";
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** More than the HPA controller's period of 15 s: it looks at each surge at least once. */
  private static final String SCALE_DOWN_DELAY = "20";

  /** Without this the others would show nothing. */
  @Test
  void aCountThatNobodyDefendsIsSetBackToOne(Scenario scenario) {
    try (var _ = MetricsApi.start(scenario)) {
      scenario.workloads().deploy(Workload.named(NAME));
      Hpa.create(scenario, NAME);
      Hpa.awaitWantsOne(scenario, NAME);

      scenario.kubectl("scale", "deployment", NAME, "--replicas=2").orThrow();

      scenario.workloads().awaitReplicas(NAME, 1);
      // A change is seen before its request ends, which is when the log tells of it.
      Await.until(
          "a write of the HPA controller in the audit log",
          Deadline.after(BOUND),
          () ->
              !WriteTable.byTheHpaController(scenario.audit(), scenario.namespace())
                  .writes()
                  .succeeded()
                  .list()
                  .isEmpty());
    }
  }

  @Test
  void besideAnHpaDrainsCostNoDowntime(Scenario scenario) {
    try (var _ = MetricsApi.start(scenario)) {
      ServingWatch watch = deploy(scenario);
      Hpa.create(scenario, NAME);
      Hpa.awaitWantsOne(scenario, NAME);
      // The API server has put the default there.
      assertThat(Hpa.minReplicas(scenario, NAME)).contains(1);

      int drains = Counts.of(2, 20);
      for (int i = 0; i < drains; i++) {
        drainOnce(scenario, watch);
        assertThat(Hpa.minReplicas(scenario, NAME)).as("minReplicas, restored").contains(1);
      }

      AuditEvents audit = scenario.audit();
      System.out.printf(
          "%d drains beside an HPA that wants 1: downtime 0 s; writes:%n%s",
          drains, WriteTable.of(audit, scenario.namespace()));
      assertThat(writesUnderOurFloor(audit, scenario.namespace()))
          .as("counts written by the HPA controller while its floor was raised")
          .isEmpty();
      assertThat(looksDuringSurges(audit, scenario.namespace()))
          .as("looks of the HPA controller at the count of a surge")
          .isGreaterThanOrEqualTo(drains);
    }
  }

  @Test
  void besideAnHpaOfKedaDrainsCostNoDowntime(Scenario scenario) {
    try (var _ = MetricsApi.start(scenario);
        Keda keda = Keda.install(scenario)) {
      ServingWatch watch = deploy(scenario);
      keda.scale(NAME, Optional.empty());
      Hpa.awaitWantsOne(scenario, Keda.hpaOf(NAME));

      int drains = Counts.of(2, 20);
      for (int i = 0; i < drains; i++) {
        drainOnce(scenario, watch);
        assertThat(keda.minReplicaCount(NAME)).as("minReplicaCount, restored").isEmpty();
        Await.until(
            "KEDA to lower the HPA's minReplicas",
            Deadline.after(BOUND),
            () -> Hpa.minReplicas(scenario, Keda.hpaOf(NAME)).equals(Optional.of(1)));
      }

      AuditEvents audit = scenario.audit();
      System.out.printf(
          "%d drains beside KEDA's HPA that wants 1: downtime 0 s; writes:%n%s",
          drains, WriteTable.of(audit, scenario.namespace()));
      assertThat(
              audit
                  .byTheProject()
                  .in(scenario.namespace())
                  .of("horizontalpodautoscalers")
                  .writes()
                  .summaries())
          .as("writes of ours to an HPA that KEDA writes")
          .isEmpty();
      assertThat(looksDuringSurges(audit, scenario.namespace()))
          .as("looks of the HPA controller at the count of a surge")
          .isGreaterThanOrEqualTo(drains);
    }
  }

  /** The upper bound is that of the ScaledObject. */
  @Test
  @Slow
  void withoutKedaNobodyAsksForScaledObjects(Scenario scenario) {
    ServingWatch watch = deploy(scenario);
    Hpa.create(scenario, NAME);

    drainOnce(scenario, watch);

    assertThat(scenario.audit().byTheProject().of("scaledobjects").summaries()).isEmpty();
  }

  private static ServingWatch deploy(Scenario scenario) {
    return scenario.deployAndWatch(
        Workload.named(NAME)
            .labelled()
            .withService()
            .annotated(Annotations.SCALE_DOWN_DELAY, SCALE_DOWN_DELAY));
  }

  private static void drainOnce(Scenario scenario, ServingWatch watch) {
    Workloads workloads = scenario.workloads();
    String pod = workloads.podName(NAME);
    String node = workloads.node(NAME);
    watch.markStart();

    CommandResult drain = scenario.drain(node);
    assertThat(drain.exitCode()).as(drain.output()).isZero();
    workloads.awaitBackAtOne(NAME, Waits.SURGE_BOUND);

    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(watch.everZero()).isFalse();
    assertThat(workloads.podName(NAME)).isNotEqualTo(pod);
    scenario.uncordon(node);
  }

  /** How often the HPA controller read the count between a raise, whose ever, and the lowering. */
  private static long looksDuringSurges(AuditEvents audit, String namespace) {
    List<AuditEvent> counts = WriteTable.counts(audit, namespace);
    long looks = 0;
    for (int i = 0; i + 1 < counts.size(); i++) {
      if (replicas(counts.get(i)) == 2) {
        Instant from = counts.get(i).finished();
        Instant to = counts.get(i + 1).received();
        looks +=
            WriteTable.byTheHpaController(audit, namespace)
                .receivedBetween(from, to)
                .where(event -> event.verb().equals("get"))
                .list()
                .size();
      }
    }
    return looks;
  }

  /**
   * What the HPA controller wrote while its floor was ours. Once that is restored it may lower the
   * count itself, in the moment before the scaler does: to the same, and with the marks set.
   */
  private static List<String> writesUnderOurFloor(AuditEvents audit, String namespace) {
    List<AuditEvent> floors =
        audit
            .byTheProject()
            .in(namespace)
            .of("horizontalpodautoscalers")
            .writes()
            .succeeded()
            .list();
    return WriteTable.byTheHpaController(audit, namespace)
        .writes()
        .where(write ->
            floors.stream()
                .filter(floor -> floor.finished().isBefore(write.received()))
                .reduce((_, last) -> last)
                .filter(last -> last.responseObject().path("spec").path("minReplicas").asInt() == 2)
                .isPresent())
        .summaries();
  }

  private static int replicas(AuditEvent write) {
    return write.responseObject().path("spec").path("replicas").asInt();
  }
}
