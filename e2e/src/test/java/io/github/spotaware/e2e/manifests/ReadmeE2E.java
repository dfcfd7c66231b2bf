package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.ReadmeBlock;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The commands for monitoring, as the README shows them, while a Deployment surges. */
@E2E
final class ReadmeE2E {

  private static final String NAME = "web";
  private static final Duration BOUND = Duration.ofSeconds(30);

  @Test
  void theMonitoringCommandsWork(Scenario scenario) throws IOException, InterruptedException {
    Workloads workloads = new Workloads(scenario.client(), "default");
    workloads.deploy(
        Workload.named(NAME)
            .labelled()
            .readyAfter(Duration.ofMillis(300))
            .annotated(Annotations.SCALE_DOWN_DELAY, "120"));
    try {
      Eviction eviction = Eviction.of("default", workloads.podName(NAME));
      assertThat(scenario.evictions().evict(eviction).allowed()).isTrue();

      StringBuilder said = new StringBuilder();
      for (ReadmeBlock block : ReadmeBlock.marked("monitoring")) {
        for (ReadmeBlock line : block.lines()) {
          said.append(line.run(scenario.playground()));
        }
      }

      System.out.println(said);
      assertThat(said)
          .contains("lease.coordination.k8s.io/spot-aware-scaler")
          .contains("phase: Surged")
          .containsPattern("default +web +Surged +eviction of web-")
          .contains("Scaled from 1 to 2 for eviction of web-")
          .contains("namespace-mode: all")
          .contains("drained (server dry run)")
          .contains("spot-aware-webhook {}")
          .contains("\nyes\n");
    } finally {
      scenario.client().apps().deployments().inNamespace("default").withName(NAME).delete();
      Await.until(
          "the surge to be cleared away",
          Deadline.after(BOUND),
          () -> workloads.schedule(NAME).isEmpty());
    }
  }
}
