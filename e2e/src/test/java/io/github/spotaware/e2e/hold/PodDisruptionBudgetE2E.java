package io.github.spotaware.e2e.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.PodChange;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What else a Deployment asks for in a disruption is kept, and costs no downtime. */
@E2E
final class PodDisruptionBudgetE2E {

  private static final String NAME = "web";

  /** By itself such a budget makes the only pod undrainable: here a drain just takes a surge. */
  @Test
  void aBudgetOfOneOverTheOnlyPodIsDrainedWithoutDowntime(Scenario scenario) {
    Workload web = Workload.named(NAME).labelled().withService().withBudget(1);
    ServingWatch watch = scenario.deployAndWatch(web);

    CommandResult drain = scenario.drain(scenario.workloads().node(NAME), "--timeout=60s");

    System.out.printf("PodDisruptionBudget minAvailable 1: drained in %s%n", drain.took());
    assertThat(drain.exitCode()).as(drain.output()).isZero();
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  @Test
  void theReplacementIsReadyForMinReadySecondsBeforeThePodGoes(Scenario scenario) {
    Workload web =
        Workload.named(NAME).labelled().minReadySeconds(4).readyAfter(Duration.ofMillis(300));
    ServingWatch watch = scenario.deployAndWatch(web);
    String old = scenario.workloads().podName(NAME);

    CommandResult drain = scenario.drain(scenario.workloads().node(NAME), "--timeout=60s");

    assertThat(drain.exitCode()).as(drain.output()).isZero();
    Instant went = first(watch, old, PodStage.TERMINATING).time();
    Instant serves =
        watch.changes().stream()
            .filter(change -> !change.pod().equals(old) && change.stage() == PodStage.SERVING)
            .map(PodChange::time)
            .findFirst()
            .orElseThrow();
    // Readiness is told to the second, so the first one may be short, as for every controller.
    assertThat(Duration.between(serves, went)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  private static PodChange first(ServingWatch watch, String pod, PodStage stage) {
    return watch.changes().stream()
        .filter(change -> change.pod().equals(pod) && change.stage() == stage)
        .findFirst()
        .orElseThrow();
  }
}
