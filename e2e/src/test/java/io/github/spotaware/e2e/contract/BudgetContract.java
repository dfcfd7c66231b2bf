package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which evictions a PodDisruptionBudget refuses, and how. */
abstract class BudgetContract extends BudgetFixture {

  @Test
  void aBudgetThatAllowsNoneIs429WithoutARetryAfter() {
    runPod("a");
    budget("one", "'minAvailable': 1, 'selector': " + ALL);
    awaitAllowed("one", 0);

    RawAnswer refused = evict("a");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.reason()).isEqualTo("TooManyRequests");
    assertThat(refused.message())
        .isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(refused.text("/details/causes/0/reason")).isEqualTo("DisruptionBudget");
    assertThat(refused.text("/details/causes/0/message"))
        .isEqualTo("The disruption budget one needs 1 healthy pods and has 1 currently");
    assertThat(refused.body().at("/details").has("retryAfterSeconds")).isFalse();
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    assertThat(raw().get(pods("a")).terminating()).isFalse();
  }

  /** Its controller has not seen it then, or has. */
  @Test
  void aBudgetCountsFromTheMomentItIsMade() {
    runPod("a");

    budget("one", "'minAvailable': 1, 'selector': " + ALL);

    assertThat(evict("a").status()).isEqualTo(429);
  }

  @Test
  void aDryRunAsksTheBudget() {
    runPod("a");
    budget("one", "'minAvailable': 1, 'selector': " + ALL);

    RawAnswer refused = raw().post(pods("a", "eviction?dryRun=All"), Samples.eviction("a"));

    assertThat(refused.status()).isEqualTo(429);
  }

  @Test
  void twoBudgetsOnOnePodAre500() {
    runPod("a");
    budget("one", "'minAvailable': 0, 'selector': " + ALL);
    budget("two", "'minAvailable': 0, 'selector': {}");

    RawAnswer failed = evict("a");

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.message())
        .isEqualTo(
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                + " not support.");
  }

  /** It is how a backstop is made. */
  @Test
  void aBudgetWithoutASelectorIsForNoPod() {
    runPod("a");
    RawAnswer made = budget("one", "'minAvailable': 1");
    awaitAllowed("one", 0);
    assertThat(evictDry("a").status()).isEqualTo(201);

    RawAnswer patched =
        raw()
            .patch(
                budgets("one"),
                RawClient.JSON_PATCH,
                """
                [{"op": "test", "path": "/metadata/uid", "value": "%s"},
                 {"op": "add", "path": "/spec/selector",
                  "value": {"matchLabels": {"app": "a"}}}]
                """
                    .formatted(made.uid()));

    assertThat(patched.status()).isEqualTo(200);
    assertThat(evictDry("a").status()).isEqualTo(429);
    awaitStatus("one", "expectedPods", 1);
  }

  @Test
  void aPodThatIsNotReadyGoesOnceEnoughOthersAreOrWhereItMayAlways() {
    runPods("a", "b");
    patchStatus(
        "b", "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"False\"}]}}");
    budget("one", "'minAvailable': 2, 'selector': {}");
    awaitStatus("one", "currentHealthy", 1);
    assertThat(evictDry("b").status()).isEqualTo(429);

    spec("one", "{'unhealthyPodEvictionPolicy': 'AlwaysAllow'}");
    assertThat(evictDry("b").status()).isEqualTo(201);
    assertThat(evictDry("a").status()).isEqualTo(429);

    spec("one", "{'unhealthyPodEvictionPolicy': null, 'minAvailable': 1}");
    awaitStatus("one", "desiredHealthy", 1);
    assertThat(evictDry("b").status()).isEqualTo(201);
    assertThat(evictDry("a").status()).isEqualTo(429);
  }

  @Test
  void pendingFinishedAndTerminatingPodsGoWhateverItSays() {
    raw().post(pods(), Samples.pendingPod("pending"));
    runPods("finished", "terminating");
    patchStatus("finished", "{\"status\": {\"phase\": \"Succeeded\"}}");
    raw().delete(pods("terminating"));
    budget("one", "'minAvailable': 3, 'selector': {}");
    awaitAllowed("one", 0);

    assertThat(evict("terminating").status()).isEqualTo(201);
    assertThat(evict("pending").status()).isEqualTo(201);
    assertThat(evict("finished").status()).isEqualTo(201);
  }
}
