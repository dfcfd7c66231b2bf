package io.github.spotaware.e2e.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;

/**
 * A surge that can't go on by itself: the Deployment's pods fit on one node only, which is
 * cordoned, so the replacement stays Pending and the old pod is never released.
 */
public final class PendingSurge {

  /** The name of the Deployment. */
  public static final String NAME = "web";

  /** The only node that its pods fit on. */
  public static final String NODE = "node-1";

  private PendingSurge() {}

  /** The Deployment; its evictions are answered after a second. */
  public static Workload workload() {
    return Workload.named(NAME)
        .labelled()
        .onlyOnNode(NODE)
        .readyAfter(Duration.ofMillis(300))
        .annotated(Annotations.HOLD_SECONDS, "1")
        .annotated(Annotations.SCALE_DOWN_DELAY, "120");
  }

  /** Deploys {@link #workload()} and surges it. */
  public static EvictionAnswer start(Scenario scenario) {
    return start(scenario, workload());
  }

  /** Deploys it, cordons the node, and evicts the pod: the answer is 429, and it is surged. */
  public static EvictionAnswer start(Scenario scenario, Workload workload) {
    scenario.workloads().deploy(workload);
    scenario.workloads().setUnschedulable(NODE, true);
    return evictAgain(scenario);
  }

  /**
   * Evicts the Ready pod of the Deployment: the answer is 429, and it is surged. A second pod may
   * be there already, because the node is cordoned.
   */
  public static EvictionAnswer evictAgain(Scenario scenario) {
    EvictionAnswer answer = scenario.evict(scenario.workloads().readyPodName(NAME));
    assertThat(answer.status()).as(answer.message()).isEqualTo(429);
    awaitSurged(scenario);
    return answer;
  }

  /** Waits until the schedule says Surged. */
  public static void awaitSurged(Scenario scenario) {
    scenario
        .workloads()
        .awaitSchedule(NAME, "Surged", schedule -> schedule.phase() == Phase.SURGED);
  }
}
