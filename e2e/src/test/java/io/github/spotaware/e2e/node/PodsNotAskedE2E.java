package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The API server asks about a pod only where a ReplicaSet owns it; we read nothing for it. */
@E2E
final class PodsNotAskedE2E {
  private static final Pattern CALLS =
      Pattern.compile(
          "apiserver_admission_webhook_request_total\\{[^}]*"
              + "name=\"pods\\.spot-aware-scaler\\.github\\.io\"[^}]*} (\\d+)");

  @Test
  void onlyPodsOfReplicaSetsAndThoseFromMemory(Scenario scenario) {
    long before = calls(scenario);
    Instant from = Instant.now();
    for (int i = 0; i < 5; i++) {
      scenario.kubectl("run", "alone-" + i, "--image=example.com/alone:1").orThrow();
    }
    long alone = calls(scenario) - before;

    scenario.workloads().deploy(Workload.named("plain"));
    scenario.workloads().scale("plain", 3);
    scenario.workloads().awaitAvailable("plain", 3);
    long ofReplicaSets = calls(scenario) - before - alone;

    AuditEvents ours =
        scenario
            .audit()
            .byTheProject()
            .receivedBetween(from, Instant.now())
            .where(event -> event.namespace().equals(scenario.namespace()));
    System.out.printf(
        "5 pods of nobody: asked %d times; 3 pods of an unprotected ReplicaSet: %d; requests by the"
            + " project: %s%n",
        alone, ofReplicaSets, ours.summaries());
    assertThat(alone).isZero();
    assertThat(ofReplicaSets).isEqualTo(3);
    assertThat(ours.list()).as("requests of ours about them").isEmpty();
  }

  private static long calls(Scenario scenario) {
    return CALLS
        .matcher(scenario.kubectl().run("get", "--raw", "/metrics").orThrow().stdout())
        .results()
        .mapToLong(result -> Long.parseLong(result.group(1)))
        .sum();
  }
}
