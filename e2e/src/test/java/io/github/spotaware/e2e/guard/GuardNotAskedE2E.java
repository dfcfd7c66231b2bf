package io.github.spotaware.e2e.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Only a count that goes from 2 to 1 is asked about, and of an unprotected one nothing is read. */
@E2E
final class GuardNotAskedE2E {

  private static final String NAME = WriterOfOne.NAME;
  private static final Pattern CALLS =
      Pattern.compile(
          "apiserver_admission_webhook_request_total\\{[^}]*"
              + "name=\"counts\\.spot-aware-scaler\\.github\\.io\"[^}]*} (\\d+)");

  @Test
  void anUnprotectedDeployment(Scenario scenario) {
    scenario.workloads().deploy(Workload.named(NAME).readyAfter(Duration.ofMillis(300)));
    long before = calls(scenario);
    Instant from = Instant.now();

    for (String count : new String[] {"2", "3", "1", "0", "1"}) {
      scenario.kubectl("scale", "deployment", NAME, "--replicas=" + count).orThrow();
    }
    scenario.kubectl("label", "deployment", NAME, "some=label").orThrow();
    scenario.kubectl("patch", "deployment", NAME, "--patch={\"spec\":{\"replicas\":2}}").orThrow();
    scenario.workloads().awaitAvailable(NAME, 2);
    long others = calls(scenario) - before;
    scenario.kubectl("scale", "deployment", NAME, "--replicas=1").orThrow();
    long fromTwoToOne = calls(scenario) - before - others;

    AuditEvents ours =
        scenario
            .audit()
            .byTheProject()
            .receivedBetween(from, Instant.now())
            .where(event -> event.namespace().equals(scenario.namespace()));
    System.out.printf(
        "1 -> 2 -> 3 -> 1 -> 0 -> 1 -> 2 and a label: asked %d times; 2 -> 1: %d;"
            + " requests by the project: %s%n",
        others, fromTwoToOne, ours.summaries());
    assertThat(others).isZero();
    assertThat(fromTwoToOne)
        .as("once, and again for each write of the controller that it meets")
        .isPositive();
    assertThat(ours.list()).as("requests of ours about it").isEmpty();
  }

  /** The scaler's own 2 -> 1 waits for no answer. */
  @Test
  void aSurge(Scenario scenario) {
    scenario.workloads().deploy(Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300)));
    long before = calls(scenario);

    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);

    assertThat(calls(scenario) - before).isZero();
  }

  /** How often the API server has asked so far. */
  private static long calls(Scenario scenario) {
    return CALLS
        .matcher(scenario.kubectl().run("get", "--raw", "/metrics").orThrow().stdout())
        .results()
        .mapToLong(result -> Long.parseLong(result.group(1)))
        .sum();
  }
}
