package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Namespace modes, changed live while nodes go away. */
@E2E
final class LiveScopeE2E {

  private static final String NAME = "web";

  private static Workload workload() {
    return Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300));
  }

  private static void scope(Scenario scenario, String mode, String targets) {
    scenario.configure(
        Map.of(
            ConfigurationKeys.NAMESPACE_MODE, mode, ConfigurationKeys.TARGET_NAMESPACES, targets));
  }

  /** Out of scope nothing surges; coming into scope, what is disrupted already does. */
  @Test
  void enteringTheScopeSurgesWhatIsDisruptedAlready(Scenario scenario) {
    Workloads workloads = scenario.workloads();
    Workloads targeted = new Workloads(scenario.client(), scenario.namespace() + "-target");
    targeted.createNamespace();
    try {
      scope(scenario, "whitelist", targeted.namespace());
      workloads.deploy(workload().onlyOnNode("node-1"));
      targeted.deploy(workload().onlyOnNode("node-1"));
      try (TestNode node = TestNode.of(scenario, "node-1")) {
        node.cordon();
        targeted.awaitReplicas(NAME, 2);
        assertThat(workloads.replicas(NAME)).as("out of scope").isEqualTo(1);
        scope(scenario, "blacklist", targeted.namespace());
        workloads.awaitReplicas(NAME, 2);
      }
    } finally {
      targeted.deleteNamespace();
    }
  }

  /** Leaving the scope ends protection, never the clean-up. */
  @Test
  void leavingTheScopeInSurgedEndsTheSurgeAndNotMore(Scenario scenario) {
    Workloads workloads = scenario.workloads();
    workloads.deploy(workload().annotated(Annotations.SCALE_DOWN_DELAY, "4"));
    try (TestNode node = TestNode.ofPod(scenario, NAME)) {
      String old = workloads.podName(NAME);
      node.cordon();
      workloads.awaitSchedule(NAME, "Surged", schedule -> schedule.phase() == Phase.SURGED);

      scope(scenario, "blacklist", scenario.namespace());
      EvictionAnswer answer = scenario.evict(old);

      assertThat(answer.allowed()).as(answer.message()).isTrue();
      assertThat(answer.took()).as("held").isLessThan(Duration.ofSeconds(2));
      workloads.awaitBackAtOne(NAME, Waits.SURGE_BOUND);
      assertNoOtherSurge(scenario, node.name());
    }
  }

  private static void assertNoOtherSurge(Scenario scenario, String cordoned) {
    Workloads inScope = new Workloads(scenario.client(), scenario.namespace() + "-in-scope");
    inScope.createNamespace();
    try (TestNode next = TestNode.ofPod(scenario, NAME)) {
      next.cordon();
      Canary.surges(scenario, inScope, Set.of(cordoned, next.name()), Map.of());
      assertThat(Reaction.raises(scenario, scenario.namespace(), NAME)).hasSize(1);
    } finally {
      inScope.deleteNamespace();
    }
  }
}
