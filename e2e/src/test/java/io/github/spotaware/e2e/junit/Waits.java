package io.github.spotaware.e2e.junit;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import java.time.Duration;

/** What several tests wait for. */
public final class Waits {

  /**
   * A Deployment is back at one by then, whatever the test's scale-down delay: an eviction that was
   * held puts the scale-down off to a minute ahead, and so does a schedule that was restored.
   */
  public static final Duration SURGE_BOUND = Duration.ofSeconds(120);

  private static final Duration BOUND = Duration.ofSeconds(30);

  private Waits() {}

  /** Until the Deployment has no schedule, whatever its count is. */
  public static void untilNoSchedule(Scenario scenario, String deployment) {
    Await.until(
        deployment + "'s schedule to go",
        Deadline.after(BOUND),
        () -> scenario.workloads().schedule(deployment).isEmpty());
  }

  /** The note of an Event about a Deployment of the test's namespace, once it is there. */
  public static String untilEvent(Scenario scenario, String deployment, String reason) {
    return new ClusterEvents(scenario.client(), scenario.namespace())
        .await("Deployment", deployment, reason, "")
        .getNote();
  }

  /** Evicts the pod as a drain does: again after each 429, for the time that a hold may take. */
  public static EvictionAnswer untilNot429(Scenario scenario, String pod) {
    Deadline deadline = Deadline.after(SURGE_BOUND);
    EvictionAnswer answer = scenario.evict(pod);
    while (answer.status() == 429 && !deadline.passed()) {
      answer = scenario.evict(pod);
    }
    return answer;
  }
}
