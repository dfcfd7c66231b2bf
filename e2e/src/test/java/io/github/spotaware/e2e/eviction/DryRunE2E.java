package io.github.spotaware.e2e.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dry run changes nothing and waits for nothing, and says what would be. */
@E2E
final class DryRunE2E {

  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Duration LONGER_THAN_A_PASS = Duration.ofSeconds(6);
  private static final String WARNING = "would be scaled from 1 to 2";

  @Test
  void aDryRunOfADrainWritesNothingAndWarns(Scenario scenario) {
    scenario.workloads().deploy(Workload.named("web").labelled());
    String pod = scenario.workloads().podName("web");

    CommandResult drain = scenario.drain(scenario.workloads().node("web"), "--dry-run=server");

    assertThat(drain.exitCode()).as(drain.output()).isZero();
    assertThat(drain.took()).isLessThan(AT_ONCE);
    assertThat(drain.stderr()).contains("Warning: ").contains(WARNING);
    assertNothingChanged(scenario, pod);
    assertThat(eviction(scenario).requestObject().at("/deleteOptions/dryRun/0").asText())
        .as("kubectl says so in the body")
        .isEqualTo("All");
  }

  @Test
  void aDryRunInTheUrlWritesNothingAndWarns(Scenario scenario) {
    scenario.workloads().deploy(Workload.named("web").labelled());
    String pod = scenario.workloads().podName("web");

    EvictionAnswer answer =
        scenario.evictions().evict(Eviction.of(scenario.namespace(), pod).withDryRunInUrl());

    assertThat(answer.status()).as(answer.message()).isEqualTo(201);
    assertThat(answer.took()).isLessThan(AT_ONCE);
    assertThat(answer.warnings()).anyMatch(warning -> warning.contains(WARNING));
    assertNothingChanged(scenario, pod);
  }

  /** Not even late, in one of the scaler's passes. */
  private static void assertNothingChanged(Scenario scenario, String pod) {
    boolean written =
        Await.holdsBefore(Deadline.after(LONGER_THAN_A_PASS), () -> !writes(scenario).isEmpty());
    assertThat(written).as("writes by the project: " + writes(scenario)).isFalse();
    assertThat(scenario.workloads().podName("web")).isEqualTo(pod);
    assertThat(scenario.workloads().replicas("web")).isEqualTo(1);
    assertThat(scenario.workloads().schedule("web")).isEmpty();
  }

  private static List<String> writes(Scenario scenario) {
    return scenario.audit().byTheProject().writes().where(e -> isAbout(scenario, e)).summaries();
  }

  private static boolean isAbout(Scenario scenario, AuditEvent event) {
    return event.namespace().equals(scenario.namespace())
        || event.name().startsWith("scale-down-" + scenario.namespace());
  }

  private static AuditEvent eviction(Scenario scenario) {
    return scenario.audit().in(scenario.namespace()).evictions().list().getLast();
  }
}
