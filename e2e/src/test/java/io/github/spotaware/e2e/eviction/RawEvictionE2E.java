package io.github.spotaware.e2e.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evictions by bare POST: nothing but the eviction itself says that a pod is to go. */
@E2E
final class RawEvictionE2E {

  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final Workload WEB = Workload.named("web").labelled();

  @Test
  void isProtectedWithoutCordonOrBudget(Scenario scenario) {
    isProtected(scenario, Eviction.of(scenario.namespace(), deployed(scenario)));
  }

  /** Clients from before policy/v1 post their form to the same subresource. */
  @Test
  void isProtectedInTheFormOfOldClients(Scenario scenario) {
    isProtected(scenario, Eviction.of(scenario.namespace(), deployed(scenario)).v1beta1());
  }

  private static String deployed(Scenario scenario) {
    scenario.workloads().deploy(WEB);
    return scenario.workloads().podName("web");
  }

  private static void isProtected(Scenario scenario, Eviction eviction) {
    try (ServingWatch watch = scenario.workloads().watch(WEB)) {
      watch.awaitServing(1, BOUND);
      EvictionAnswer answer = scenario.evictions().evict(eviction);
      assertThat(answer.status()).as(answer.message()).isEqualTo(201);
      assertThat(answer.took()).as("held until a replacement serves").isGreaterThan(second(2));
      scenario.workloads().awaitBackAtOne("web", BOUND);
      assertThat(watch.everZero()).as("no pod served, in " + watch.changes()).isFalse();
    }
    assertThat(scenario.workloads().podName("web")).isNotEqualTo(eviction.pod());
  }

  @Test
  void isAnswered429WithoutRetryAfterWhenItIsHeldNoLonger(Scenario scenario) {
    scenario.configure("hold-seconds", "1");
    ServingWatch watch = scenario.deployAndWatch(WEB);
    String pod = scenario.workloads().podName("web");
    List<EvictionAnswer> answers = new ArrayList<>();
    Await.until(
        "the eviction to be let through",
        Deadline.after(BOUND),
        () -> {
          answers.add(scenario.evict(pod));
          return answers.getLast().allowed();
        });
    scenario.workloads().awaitBackAtOne("web", BOUND);

    assertThat(watch.everZero()).as("no pod served, in " + watch.changes()).isFalse();
    assertThat(answers).as("so soon no replacement serves").hasSizeGreaterThan(1);
    for (EvictionAnswer denied : answers.subList(0, answers.size() - 1)) {
      assertThat(denied.status()).as(denied.message()).isEqualTo(429);
      assertThat(denied.reason()).isEqualTo("TooManyRequests");
      assertThat(denied.message()).contains("spot-aware-scaler.github.io");
      assertThat(denied.headers().firstValue("Retry-After")).as("makes clients retry").isEmpty();
      assertThat(denied.body().at("/details/retryAfterSeconds").isMissingNode()).isTrue();
      assertThat(denied.took()).isBetween(Duration.ofMillis(800), second(3));
    }
  }

  @Test
  void isLeftToTheApiServerIfThePodIsAnotherByNow(Scenario scenario) {
    String pod = deployed(scenario);
    Eviction other =
        Eviction.of(scenario.namespace(), pod).ifUid("5f0c7a54-0000-4000-8000-000000000000");
    EvictionAnswer answer = scenario.evictions().evict(other);
    assertThat(answer.status()).as("the API server's own answer").isEqualTo(409);
    assertThat(scenario.workloads().schedule("web")).isEmpty();
    assertThat(scenario.workloads().podName("web")).isEqualTo(pod);
  }

  private static Duration second(int count) {
    return Duration.ofSeconds(count);
  }
}
