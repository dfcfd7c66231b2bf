package io.github.spotaware.e2e.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deployments that can't run two pods side by side: {@code unsurgeable-policy} says what then. */
@E2E
final class UnsurgeableE2E {

  private static final String NAME = "web";

  @ParameterizedTest
  @EnumSource
  void underAllowTheEvictionGoesThroughAtOnceWithAWarning(Obstacle obstacle, Scenario scenario) {
    obstacle.deploy(scenario, workload());

    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));

    System.out.printf(
        "%s, allow: %d after %d ms %s%n",
        obstacle, answer.status(), answer.took().toMillis(), answer.warnings());
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    assertThat(answer.took()).isLessThan(Duration.ofSeconds(5));
    assertThat(answer.warnings())
        .anySatisfy(
            w -> assertThat(w).contains(obstacle.why(), "the eviction goes through unprotected"));
    String note = Waits.untilEvent(scenario, NAME, "NotSurgeable");
    System.out.println("Event NotSurgeable: " + note);
    assertThat(note).contains(obstacle.why());
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
  }

  @ParameterizedTest
  @EnumSource
  void underDenyItIs429AndSaysWhy(Obstacle obstacle, Scenario scenario) {
    scenario.configure(ConfigurationKeys.UNSURGEABLE_POLICY, "deny");
    obstacle.deploy(scenario, workload());

    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));

    System.out.printf("%s, deny: %d %s%n", obstacle, answer.status(), answer.message());
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.reason()).isEqualTo("TooManyRequests");
    assertThat(answer.took()).isLessThan(Duration.ofSeconds(5));
    assertThat(answer.message())
        .contains("NotSurgeable", obstacle.why(), "unsurgeable-policy is deny");
    assertThat(Waits.untilEvent(scenario, NAME, "NotSurgeable")).contains(obstacle.why());
  }

  @Test
  void kubectlDrainShowsTheWarning(Scenario scenario) {
    Obstacle.RECREATE.deploy(scenario, workload());

    CommandResult drain = scenario.drain(scenario.workloads().node(NAME));

    System.out.println("kubectl drain says:\n" + drain.output());
    assertThat(drain.exitCode()).as(drain.output()).isZero();
    assertThat(drain.stderr()).contains("Warning: spot-aware-scaler: ", Obstacle.RECREATE.why());
  }

  @Test
  void aHostPortThatIsFreeOnAnotherNodeIsNoObstacle(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(Obstacle.withHostPort(workload()));
    String node = scenario.workloads().node(NAME);
    String other = node.equals("node-2") ? "node-3" : "node-2";
    Obstacle.cordonAllBut(scenario, node, other);

    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));

    assertThat(answer.allowed()).as(answer.message()).isTrue();
    assertThat(answer.warnings()).isEmpty();
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  private static Workload workload() {
    return Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300));
  }
}
