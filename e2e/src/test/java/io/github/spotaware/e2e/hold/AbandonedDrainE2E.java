package io.github.spotaware.e2e.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.surge.DeletionCosts;
import org.junit.jupiter.api.Test;

/** A drain that was given up, and another one later. */
@E2E
final class AbandonedDrainE2E {

  /** {@code max-hold} counts the time of one surge, not that since some drain of long ago. */
  @Test
  void theNextOneIsProtectedAsIfItWereTheFirst(Scenario scenario) {
    Workload web =
        PendingSurge.workload()
            .annotated(Annotations.HOLD_SECONDS, "5")
            .annotated(Annotations.SCALE_DOWN_DELAY, "0")
            .annotated(Annotations.MAX_HOLD, "10");
    ServingWatch watch = scenario.deployAndWatch(web);
    String pod = scenario.workloads().podName(web.name());
    scenario.kubectl("annotate", "pod", pod, DeletionCosts.ANNOTATION + "=100").orThrow();
    scenario.workloads().setUnschedulable(PendingSurge.NODE, true);
    assertThat(scenario.evict(pod).status()).isEqualTo(429);
    scenario.uncordon(PendingSurge.NODE);
    scenario.workloads().awaitBackAtOne(web.name(), Waits.SURGE_BOUND);
    assertThat(scenario.workloads().podName(web.name())).as("the pod that stayed").isEqualTo(pod);

    EvictionAnswer answer = scenario.evict(pod);

    assertThat(answer.allowed()).as(answer.message()).isTrue();
    assertThat(answer.warnings()).isEmpty();
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    scenario.workloads().awaitBackAtOne(web.name(), Waits.SURGE_BOUND);
  }
}
