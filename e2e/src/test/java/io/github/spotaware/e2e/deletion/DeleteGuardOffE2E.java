package io.github.spotaware.e2e.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Without {@code guard-deletes}, the default, a direct delete is none of our business. */
@E2E
final class DeleteGuardOffE2E {

  private static final String NAME = "web";

  @Test
  void aDeleteGoesThroughAtOnce(Scenario scenario) {
    scenario.workloads().deploy(Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300)));
    double before = DeleteCalls.answers(scenario, "allowed", "NotGuarded");

    scenario.kubectl("delete", "pod", scenario.workloads().podName(NAME)).orThrow();

    assertThat(DeleteCalls.answers(scenario, "allowed", "NotGuarded") - before)
        .as("answers from memory, of both webhooks")
        .isGreaterThanOrEqualTo(2);
    scenario.workloads().awaitAvailable(NAME, 1);
    assertThat(scenario.workloads().schedule(NAME)).isEmpty();
    assertThat(scenario.audit().phases(scenario.namespace(), NAME)).as("phases").isEmpty();
  }
}
