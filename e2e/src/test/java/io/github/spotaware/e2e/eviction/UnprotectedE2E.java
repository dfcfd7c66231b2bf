package io.github.spotaware.e2e.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not protected is evicted at once, and where memory can tell, without an API call. */
@E2E
final class UnprotectedE2E {

  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final String DELETE_DELAY = "pod-delete.stage.kwok.x-k8s.io/delay";

  @Test
  void unlabelledWhereNothingIsLabelled(Scenario scenario) {
    scenario.workloads().deploy(Workload.named("web"));
    isEvictedAtOnce(scenario, scenario.workloads().podName("web"));
    assertNoCallsOfTheWebhooks(scenario);
  }

  @Test
  void outOfScopeByNamespaceMode(Scenario scenario) {
    scenario.configure(Map.of("namespace-mode", "whitelist", "target-namespaces", "elsewhere"));
    scenario.workloads().deploy(Workload.named("web").labelled());
    isEvictedAtOnce(scenario, scenario.workloads().podName("web"));
    assertNoCallsOfTheWebhooks(scenario);
  }

  @Test
  void excludedByNamespaceMode(Scenario scenario) {
    scenario.configure(
        Map.of("namespace-mode", "blacklist", "target-namespaces", scenario.namespace()));
    scenario.workloads().deploy(Workload.named("web").labelled());
    isEvictedAtOnce(scenario, scenario.workloads().podName("web"));
    assertNoCallsOfTheWebhooks(scenario);
  }

  @Test
  void unlabelledBesideALabelledOne(Scenario scenario) {
    scenario.workloads().deploy(Workload.named("other").labelled());
    scenario.workloads().deploy(Workload.named("web"));
    isEvictedAtOnce(scenario, scenario.workloads().podName("web"));
    assertThat(scenario.workloads().schedule("other")).isEmpty();
  }

  @Test
  void moreThanOneReplica(Scenario scenario) {
    scenario.workloads().deploy(Workload.named("web").labelled().replicas(2));
    String pod = scenario.workloads().pods("web").getFirst().getMetadata().getName();
    isEvictedAtOnce(scenario, pod);
    assertThat(scenario.workloads().replicas("web")).isEqualTo(2);
  }

  @Test
  void scaledToZero(Scenario scenario) {
    scenario.workloads().deploy(Workload.named("web").labelled().podAnnotated(DELETE_DELAY, "10s"));
    String pod = scenario.workloads().podName("web");
    scenario.workloads().scale("web", 0);
    isEvictedAtOnce(scenario, pod);
    assertThat(scenario.workloads().replicas("web")).isZero();
  }

  private static void isEvictedAtOnce(Scenario scenario, String pod) {
    EvictionAnswer answer = scenario.evict(pod);
    assertThat(answer.status()).as(answer.message()).isEqualTo(201);
    assertThat(answer.took()).isLessThan(AT_ONCE);
    assertThat(answer.warnings()).isEmpty();
    assertThat(scenario.workloads().schedule("web")).isEmpty();
  }

  private static void assertNoCallsOfTheWebhooks(Scenario scenario) {
    AuditEvent eviction = scenario.audit().in(scenario.namespace()).evictions().list().getLast();
    List<String> calls =
        scenario
            .audit()
            .by(AuditEvents.WEBHOOK)
            .receivedBetween(eviction.received(), eviction.finished())
            .summaries();
    assertThat(calls).as("calls of the webhooks while they were asked").isEmpty();
  }
}
