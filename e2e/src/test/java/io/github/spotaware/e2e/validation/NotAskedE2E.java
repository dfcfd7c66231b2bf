package io.github.spotaware.e2e.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens to labelled Deployments all the time is not asked about. */
@E2E
final class NotAskedE2E {

  private static final String NAME = "web";

  private static Workload web() {
    return Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300));
  }

  /** Creating it is asked about; the controller's status and a scale are not. */
  @Test
  void aStatusAndAScale(Scenario scenario) {
    long before = WebhookCalls.count(scenario);
    scenario.workloads().create(web());
    assertThat(WebhookCalls.count(scenario) - before).as("calls for the creation").isEqualTo(1);

    scenario.workloads().awaitAvailable(NAME, 1);
    scenario.kubectl("scale", "deployment", NAME, "--replicas=2").orThrow();
    scenario.workloads().awaitAvailable(NAME, 2);
    scenario.kubectl("scale", "deployment", NAME, "--replicas=0").orThrow();
    scenario.workloads().awaitAvailable(NAME, 0);

    long since = WebhookCalls.count(scenario) - before;
    System.out.printf("creation, status, scale: the API server asked %d times%n", since);
    assertThat(since).isEqualTo(1);
  }

  /** A surge waits for no answer of our own. */
  @Test
  void aSurge(Scenario scenario) {
    scenario.workloads().deploy(web());
    long before = WebhookCalls.count(scenario);

    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);

    long asked = WebhookCalls.count(scenario) - before;
    System.out.printf("1 -> 2 -> 1: the API server asked %d times%n", asked);
    assertThat(asked).isZero();
  }

  /** Of what changes in its metadata only labels and annotations count. */
  @Test
  void aFinalizer(Scenario scenario) {
    scenario.workloads().create(web());
    long before = WebhookCalls.count(scenario);

    for (String finalizers : new String[] {"[\"example.com/stay\"]", "[]"}) {
      scenario
          .kubectl(
              "patch",
              "deployment",
              NAME,
              "--type=merge",
              "--patch={\"metadata\":{\"finalizers\":" + finalizers + "}}")
          .orThrow();
    }

    assertThat(WebhookCalls.count(scenario)).isEqualTo(before);
  }
}
