package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What PodDisruptionBudgets are to evictions, and what their status says. */
abstract class BudgetContract extends Contract {
  private static final String ALL = "{'matchLabels': {'app': 'a'}}";

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

  private RawAnswer budget(String name, String spec) {
    return raw()
        .post(
            budgets(),
            """
            {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
             "metadata": {"name": "%s"}, "spec": {%s}}
            """
                .formatted(name, spec.replace('\'', '"')));
  }

  private RawAnswer spec(String name, String spec) {
    return raw()
        .patch(
            budgets(name),
            RawClient.MERGE_PATCH,
            "{\"spec\": %s}".formatted(spec.replace('\'', '"')));
  }

  private RawAnswer evictDry(String pod) {
    return raw().post(pods(pod, "eviction?dryRun=All"), Samples.eviction(pod));
  }

  /** Once its controller has seen it as it is. */
  private void awaitAllowed(String name, int allowed) {
    await(
        "budget " + name + " to allow " + allowed,
        () -> {
          RawAnswer seen = raw().get(budgets(name));
          return seen.number("/status/disruptionsAllowed") == allowed
              && seen.number("/status/observedGeneration") == seen.generation();
        });
  }

  private void awaitStatus(String name, String field, int value) {
    await(
        "budget " + name + " to have " + field + " " + value,
        () -> raw().get(budgets(name)).number("/status/" + field) == value);
  }

  private String budgets(String... rest) {
    return path("policy/v1", "poddisruptionbudgets", rest);
  }
}
