package io.github.spotaware.e2e.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.surge.DeletionCosts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The shell version goes on working while the project runs. */
@E2E
final class SideBySideE2E {

  private static final String NAME = "web";
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration DELAY = Duration.ofSeconds(6);

  @Test
  void drainsHaveNoDowntimeAndEndAtOne(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      ServingWatch watch = scenario.deployAndWatch(web());
      try (ShellLoop _ = new ShellLoop(scenario, shell, NAME, DELAY)) {
        for (int round = 1; round <= Counts.of(1, 10); round++) {
          String node = scenario.workloads().node(NAME);

          scenario.drain(node, "--ignore-daemonsets").orThrow();

          awaitCalm(scenario, shell);
          forgetTheNode(scenario, shell, node);
        }
      }
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    }
  }

  @Test
  void aSurgeThatTheShellVersionStartsIsFinishedOnceAndDrainedWithoutDowntime(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      ServingWatch watch = scenario.deployAndWatch(web().readyAfter(Duration.ofSeconds(3)));
      String node = scenario.workloads().node(NAME);
      shell.raise(NAME);
      try (ShellLoop _ = new ShellLoop(scenario, shell, NAME, DELAY)) {
        shell.schedule(NAME, Instant.now().plus(DELAY));
        Await.until(
            "ours", Deadline.after(BOUND), () -> scenario.workloads().schedule(NAME).isPresent());

        scenario.drain(node, "--ignore-daemonsets").orThrow();

        awaitCalm(scenario, shell);
      }
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    }
  }

  @Test
  void whatTheShellVersionFinishesForUsLeavesNothingBehind(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      ServingWatch watch = scenario.deployAndWatch(web());
      scenario.drain(scenario.workloads().node(NAME), "--ignore-daemonsets").orThrow();
      Instant due = scenario.workloads().schedule(NAME).orElseThrow().scheduledTime();
      scenario.playground().kill("scaler");
      Await.until("it to be due", Deadline.after(BOUND), () -> Instant.now().isAfter(due));

      // It reads our schedule as its own, scales down, which the surge guard keeps at 2, and
      // deletes it. So it is made again, and ends as any other.
      shell.processPending();
      scenario.playground().start("scaler");

      Await.until(
          "the count to be 1",
          Deadline.after(Waits.SURGE_BOUND),
          () -> scenario.workloads().replicas(NAME) == 1);
      scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
      assertThat(scenario.workloads().pod(NAME).getMetadata().getAnnotations().values())
          .as("deletion costs")
          .doesNotContain(DeletionCosts.OURS);
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    }
  }

  private static Workload web() {
    return Workload.named(NAME).labelled().readyAfter(Duration.ofSeconds(1));
  }

  private static void awaitCalm(Scenario scenario, ShellVersion shell) {
    Await.until(
        "neither version to have a schedule",
        Deadline.after(BOUND),
        Duration.ofMillis(100),
        () ->
            scenario.workloads().schedule(NAME).isEmpty()
                && shell.find(ShellVersion.scheduleName(NAME)).isEmpty());
    scenario.workloads().awaitAvailable(NAME, 1);
  }

  /** The node takes pods again, and the shell version would see its next cordon. */
  private static void forgetTheNode(Scenario scenario, ShellVersion shell, String node) {
    scenario.uncordon(node);
    shell.delete("cordon-processed-" + node);
  }
}
