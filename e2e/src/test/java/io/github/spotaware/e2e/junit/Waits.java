package io.github.spotaware.e2e.junit;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.observe.ClusterEvents;
import java.time.Duration;

/** What several tests wait for. */
public final class Waits {

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
}
