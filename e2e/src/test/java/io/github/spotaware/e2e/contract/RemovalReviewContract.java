package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.contract.ReviewServer.Review;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews of evictions, and of direct deletes of pods. */
abstract class RemovalReviewContract extends AdmissionFixture {
  private static final String EVICTIONS = WebhookEntry.rule("", "pods/eviction", "CREATE");
  private static final String DELETES = WebhookEntry.rule("", "pods", "DELETE");

  @ParameterizedTest
  @ValueSource(strings = {"policy/v1", "policy/v1beta1"})
  void anEvictionIsReviewedAsSuch(String apiVersion) {
    String uid = runPod("a").uid();
    validate(entry("a", EVICTIONS), entry("deletes", DELETES));

    RawAnswer evicted =
        evict(
            "a",
            Samples.eviction("a", "{'preconditions': {'uid': '" + uid + "'}}")
                .replace("policy/v1", apiVersion));

    assertThat(evicted.status()).isEqualTo(201);
    Review review = review("a");
    assertThat(review.text("/operation")).isEqualTo("CREATE");
    assertThat(review.text("/resource/resource")).isEqualTo("pods");
    assertThat(review.text("/resource/group")).isEmpty();
    assertThat(review.text("/subResource")).isEqualTo("eviction");
    assertThat(review.text("/kind/group")).isEqualTo("policy");
    assertThat(review.text("/kind/version")).isEqualTo("v1");
    assertThat(review.text("/kind/kind")).isEqualTo("Eviction");
    assertThat(review.text("/requestKind/version")).isEqualTo("v1");
    assertThat(review.text("/name")).isEqualTo("a");
    assertThat(review.text("/namespace")).isEqualTo(namespace());
    assertThat(review.text("/object/apiVersion")).isEqualTo("policy/v1");
    assertThat(review.text("/object/kind")).isEqualTo("Eviction");
    assertThat(review.text("/object/metadata/name")).isEqualTo("a");
    assertThat(review.text("/object/deleteOptions/preconditions/uid")).isEqualTo(uid);
    assertThat(review.request().path("oldObject").isNull()).isTrue();
    assertThat(review.request().path("dryRun").asBoolean()).isFalse();
    assertThat(reviews("deletes")).as("an eviction's own delete").isEmpty();
  }

  @Test
  void anEvictionIsReviewedBeforeThePodIsLookedAt() {
    server().answer("a", "{'allowed': false, 'status': {'code': 429}}");
    validate(entry("a", EVICTIONS));

    assertThat(evict("none").status()).isEqualTo(429);
    assertThat(review("a").text("/name")).isEqualTo("none");

    server().answer("a", "{'allowed': true}");
    assertThat(evict("none").status()).isEqualTo(404);
  }

  @Test
  void aRefusalByABudgetIsReviewedOnce() {
    runPod("a");
    raw()
        .post(
            path("policy/v1", "poddisruptionbudgets"),
            """
            {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
             "metadata": {"name": "one"}, "spec": {"minAvailable": 1, "selector": {}}}
            """);
    validate(entry("a", EVICTIONS));

    assertThat(evict("a").status()).isEqualTo(429);

    assertThat(reviews("a")).hasSize(1);
  }

  @Test
  void aDryRunInTheUrlIsToldAndOneInTheBodyIsInTheObject() {
    runPod("a");
    validate(entry("a", EVICTIONS).with("'sideEffects': 'NoneOnDryRun'"));

    raw().post(pods("a", "eviction?dryRun=All"), Samples.eviction("a"));
    evict("a", Samples.eviction("a", "{'dryRun': ['All']}"));

    assertThat(reviews("a"))
        .extracting(review -> review.request().path("dryRun").asBoolean())
        .containsExactly(true, false);
    assertThat(reviews("a").getLast().text("/object/deleteOptions/dryRun/0")).isEqualTo("All");
    assertThat(raw().get(pods("a")).terminating()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {"{} | 30", "{'gracePeriodSeconds': 7} | 7", "{'gracePeriodSeconds': 0} | 0"})
  void aDeleteOfAPodHasItsGracePeriod(String options, int seconds) {
    RawAnswer pod = runPod("a");
    validate(entry("a", DELETES));

    raw().delete(pods("a"), options.replace('\'', '"'));

    assertThat(reviews("a"))
        .isNotEmpty()
        .allSatisfy(review -> {
          assertThat(review.text("/operation")).isEqualTo("DELETE");
          assertThat(review.request().has("subResource")).isFalse();
          assertThat(review.text("/name")).isEqualTo("a");
          assertThat(review.text("/oldObject/metadata/uid")).isEqualTo(pod.uid());
          assertThat(review.request().at("/options/gracePeriodSeconds").asInt(-1))
              .isEqualTo(seconds);
        });
    assertThat(terminating(reviews("a").getFirst())).isFalse();
    // Marked first, then taken away: a forced delete is asked about twice.
    assertThat(terminating(reviews("a").getLast())).isEqualTo(seconds == 0);
  }

  private static boolean terminating(Review review) {
    return review.request().at("/oldObject/metadata").has("deletionTimestamp");
  }

  /** Its grace period is filled in before. */
  @Test
  void aDeleteOfAPodThatRunsNowhereIsOneByForce() {
    raw().post(pods(), Samples.pendingPod("a"));
    validate(entry("a", DELETES));

    raw().delete(pods("a"));

    assertThat(reviews("a"))
        .isNotEmpty()
        .allMatch(review -> review.request().at("/options/gracePeriodSeconds").asInt(-1) == 0);
  }

  @Test
  void aDeniedDeleteLeavesThePod() {
    RawAnswer pod = runPod("a");
    server().answer("a", "{'allowed': false, 'status': {'code': 429, 'message': 'held'}}");
    validate(entry("a", DELETES));

    RawAnswer denied = raw().delete(pods("a"));

    assertThat(denied.status()).isEqualTo(429);
    assertThat(denied.message()).endsWith(": held");
    assertThat(raw().get(pods("a")).body()).isEqualTo(pod.body());
  }

  /** The delete is decided on the pod as it was read. */
  @Test
  void aDeleteIsReviewedAgainWhereThePodHasChangedMeanwhile() {
    RawAnswer pod = runPod("a");
    server()
        .answer(
            "a",
            _ -> {
              raw()
                  .patch(
                      pods("a"),
                      RawClient.MERGE_PATCH,
                      "{\"metadata\": {\"labels\": {\"changed\": \"once\"}}}");
              return "{'allowed': true}";
            });
    validate(entry("a", DELETES));

    assertThat(raw().delete(pods("a")).status()).isEqualTo(200);

    List<Review> reviews = reviews("a");
    assertThat(reviews).hasSizeGreaterThan(1);
    assertThat(reviews.getFirst().text("/oldObject/metadata/resourceVersion"))
        .isEqualTo(pod.resourceVersion());
    assertThat(reviews.getLast().text("/oldObject/metadata/labels/changed")).isEqualTo("once");
    assertThat(reviews.getLast().text("/uid")).isNotEqualTo(reviews.getFirst().text("/uid"));
    assertThat(raw().get(pods("a")).terminating()).isTrue();
  }

  /** Those are refused before. */
  @Test
  void aDeleteOfAnotherUidIsNotReviewed() {
    runPod("a");
    validate(entry("a", DELETES));

    RawAnswer refused = raw().delete(pods("a"), "{\"preconditions\": {\"uid\": \"other\"}}");
    RawAnswer missing = raw().delete(pods("none"));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(missing.status()).isEqualTo(404);
    assertThat(reviews("a")).isEmpty();
  }

  /** By the ReplicaSet controller, as which it is told apart. */
  @Test
  void aScaleDownIsADeleteByItsController() {
    deploy("web", 1);
    validate(entry("a", DELETES));

    raw()
        .patch(deployments("web", "scale"), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": 0}}");
    await("the delete", () -> !reviews("a").isEmpty());

    Review review = reviews("a").getFirst();
    assertThat(review.text("/userInfo/username"))
        .isEqualTo("system:serviceaccount:kube-system:replicaset-controller");
    assertThat(review.text("/oldObject/metadata/ownerReferences/0/kind")).isEqualTo("ReplicaSet");
  }
}
