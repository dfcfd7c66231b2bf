package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the status of a PodDisruptionBudget says, and who changes it. */
abstract class AllowanceContract extends BudgetFixture {

  @Test
  void itsStatusCountsThePodsAndWhatIsAllowed() {
    runPods("a", "b");
    budget(
        "one",
        "'minAvailable': 1, 'selector': {'matchExpressions': [{'key': 'app', 'operator': 'In',"
            + " 'values': ['a', 'b']}]}");

    awaitAllowed("one", 1);

    RawAnswer seen = raw().get(budgets("one"));
    assertThat(seen.number("/status/observedGeneration")).isEqualTo(1);
    assertThat(seen.number("/status/currentHealthy")).isEqualTo(2);
    assertThat(seen.number("/status/desiredHealthy")).isEqualTo(1);
    assertThat(seen.number("/status/expectedPods")).isEqualTo(2);
    assertThat(seen.body().at("/status/conditions/0/type").asText()).isEqualTo("DisruptionAllowed");
    assertThat(seen.body().at("/status/conditions/0/status").asText()).isEqualTo("True");
  }

  @Test
  void oneAllowanceIsUsedOnce() {
    runPods("a", "b");
    budget("one", "'minAvailable': 1, 'selector': {}");
    awaitAllowed("one", 1);

    CompletableFuture<RawAnswer> first =
        raw().startPost(pods("a", "eviction"), Samples.eviction("a"));
    CompletableFuture<RawAnswer> second =
        raw().startPost(pods("b", "eviction"), Samples.eviction("b"));

    assertThat(List.of(first.join().status(), second.join().status()))
        .containsExactlyInAnyOrder(201, 429);
    assertThat(raw().get(budgets("one")).number("/status/disruptionsAllowed")).isZero();
  }

  @Test
  void anAllowanceIsTakenBeforeThePodIsSeenToGo() {
    runPods("a", "b", "c");
    budget("one", "'minAvailable': 1, 'selector': {}");
    awaitAllowed("one", 2);

    for (int allowed = 1; allowed >= 0; allowed--) {
      assertThat(evict(allowed == 1 ? "a" : "b").status()).isEqualTo(201);
      assertThat(raw().get(budgets("one")).number("/status/disruptionsAllowed")).isEqualTo(allowed);
    }
    assertThat(evict("c").status()).isEqualTo(429);
  }

  @Test
  void theAllowanceComesBackWithAnotherPod() {
    runPods("a", "b");
    budget("one", "'minAvailable': 1, 'selector': {}");
    awaitAllowed("one", 1);
    evict("a");
    assertThat(evict("b").status()).isEqualTo(429);

    runPod("c");

    awaitAllowed("one", 1);
    assertThat(evict("b").status()).isEqualTo(201);
  }

  @Test
  void aDryRunTakesNoAllowance() {
    runPods("a", "b");
    budget("one", "'minAvailable': 1, 'selector': {}");
    awaitAllowed("one", 1);

    assertThat(evictDry("a").status()).isEqualTo(201);

    assertThat(raw().get(budgets("one")).number("/status/disruptionsAllowed")).isEqualTo(1);
    assertThat(evict("b").status()).isEqualTo(201);
  }

  @Test
  void maxUnavailableCountsWhatTheDeploymentWants() {
    deploy("web", 2);
    budget("one", "'maxUnavailable': 1, 'selector': {}");
    awaitAllowed("one", 1);
    RawAnswer seen = raw().get(budgets("one"));
    assertThat(seen.number("/status/expectedPods")).isEqualTo(2);
    assertThat(seen.number("/status/desiredHealthy")).isEqualTo(1);

    List<String> pods = raw().get(pods()).names();
    assertThat(evict(pods.getFirst()).status()).isEqualTo(201);
    assertThat(evict(pods.getLast()).status()).isEqualTo(429);
  }

  @Test
  void aBudgetIsOfGenerationsAndChecked() {
    RawAnswer both = budget("one", "'minAvailable': 1, 'maxUnavailable': 1, 'selector': {}");
    assertThat(both.status()).isEqualTo(422);

    assertThat(budget("one", "'minAvailable': 1, 'selector': {}").generation()).isEqualTo(1);
    assertThat(spec("one", "{'minAvailable': 2}").generation()).isEqualTo(2);
    awaitStatus("one", "observedGeneration", 2);
  }
}
