package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a POST to {@code pods/eviction}, where no budget has a say. */
abstract class EvictionContract extends Contract {

  @ParameterizedTest
  @ValueSource(strings = {"policy/v1", "policy/v1beta1"})
  void thePodTerminatesAndGoes(String apiVersion) {
    runPod("a");

    RawAnswer evicted = evict("a", Samples.eviction("a").replace("policy/v1", apiVersion));

    assertThat(evicted.status()).isEqualTo(201);
    assertThat(evicted.text("/kind")).isEqualTo("Status");
    assertThat(evicted.text("/status")).isEqualTo("Success");
    RawAnswer left = raw().get(pods("a"));
    assertThat(left.terminating()).isTrue();
    assertThat(left.number("/metadata/deletionGracePeriodSeconds")).isEqualTo(30);
    assertThat(left.body().at("/status/conditions"))
        .anyMatch(condition ->
            condition.path("type").asText().equals("DisruptionTarget")
                && condition.path("status").asText().equals("True")
                && condition.path("reason").asText().equals("EvictionByEvictionAPI"));
    awaitGone("a");
  }

  @Test
  void aPodThatTerminatesIsEvictedAgain() {
    runPod("a");
    evict("a");

    assertThat(evict("a").status()).isEqualTo(201);
  }

  @Test
  void aMissingPodIs404() {
    assertStatus(evict("none"), 404, "NotFound", "none", "pods");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uid", "resourceVersion"})
  void aPreconditionThatDoesNotHoldIs409(String precondition) {
    runPod("a");

    String eviction = Samples.eviction("a", "{'preconditions': {'" + precondition + "': '1'}}");
    RawAnswer refused = evict("a", eviction);
    RawAnswer refusedDry = raw().post(pods("a", "eviction?dryRun=All"), eviction);

    assertStatus(refused, 409, "Conflict", "a", "Pod");
    assertStatus(refusedDry, 409, "Conflict", "a", "Pod");
    assertThat(raw().get(pods("a")).terminating()).isFalse();
  }

  @Test
  void aPreconditionThatHoldsLetsItGo() {
    String uid = runPod("a").uid();

    RawAnswer evicted =
        evict("a", Samples.eviction("a", "{'preconditions': {'uid': '" + uid + "'}}"));

    assertThat(evicted.status()).isEqualTo(201);
    assertThat(raw().get(pods("a")).terminating()).isTrue();
  }

  @Test
  void aDryRunLeavesThePod() {
    RawAnswer before = runPod("a");

    RawAnswer inUrl = raw().post(pods("a", "eviction?dryRun=All"), Samples.eviction("a"));
    RawAnswer inBody = evict("a", Samples.eviction("a", "{'dryRun': ['All']}"));

    assertThat(inUrl.status()).isEqualTo(201);
    assertThat(inBody.status()).isEqualTo(201);
    assertThat(raw().get(pods("a")).body()).isEqualTo(before.body());
  }

  @Test
  void aPodThatRunsNowhereIsGoneAtOnce() {
    raw().post(pods(), Samples.pendingPod("a"));

    assertThat(evict("a").status()).isEqualTo(201);
    assertThat(raw().get(pods("a")).status()).isEqualTo(404);
  }

  @Test
  void aFinishedPodIsGoneAtOnce() {
    runPod("a");
    patchStatus("a", "{\"status\": {\"phase\": \"Succeeded\"}}");

    assertThat(evict("a").status()).isEqualTo(201);
    assertThat(raw().get(pods("a")).status()).isEqualTo(404);
  }

  @Test
  void theGracePeriodOfTheBodyCounts() {
    runPod("a");
    runPod("b");

    evict("a", Samples.eviction("a", "{'gracePeriodSeconds': 7}"));
    evict("b", Samples.eviction("b", "{'gracePeriodSeconds': 0}"));

    assertThat(raw().get(pods("a")).number("/metadata/deletionGracePeriodSeconds")).isEqualTo(7);
    assertThat(raw().get(pods("b")).status()).isEqualTo(404);
  }

  @Test
  void anEvictionOfAnotherNameIs400() {
    runPod("a");

    RawAnswer refused = evict("a", Samples.eviction("b"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.reason()).isEqualTo("BadRequest");
  }
}
