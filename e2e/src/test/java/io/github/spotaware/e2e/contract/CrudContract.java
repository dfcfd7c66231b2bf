package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Creating, reading, replacing and deleting one object, and what a write needs to hold. */
abstract class CrudContract extends Contract {

  @Test
  void aNewObjectGetsItsIdentity() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("/kind")).isEqualTo("ConfigMap");
    assertThat(made.text("/apiVersion")).isEqualTo("v1");
    assertThat(made.uid()).hasSize(36);
    assertThat(Long.parseLong(made.resourceVersion())).isPositive();
    assertThat(made.text("/metadata/namespace")).isEqualTo(namespace());
    assertThat(Instant.parse(made.text("/metadata/creationTimestamp")))
        .isBetween(
            Instant.now().minus(Duration.ofMinutes(1)), Instant.now().plus(Duration.ofMinutes(1)));
    assertThat(raw().get(configMaps("a")).body()).isEqualTo(made.body());
  }

  @Test
  void anObjectWithASpecIsOfGenerationOne() {
    RawAnswer made = raw().post(deployments(), Samples.deployment("web", 0));

    assertThat(made.generation()).isEqualTo(1);
  }

  @Test
  void whatIsLeftOutIsDefaulted() {
    RawAnswer made =
        raw().post(deployments(), Samples.deployment("web", 0).replace("\"replicas\": 0,", ""));

    assertThat(made.number("/spec/replicas")).isEqualTo(1);
    assertThat(made.text("/spec/strategy/type")).isEqualTo("RollingUpdate");
    assertThat(made.text("/spec/strategy/rollingUpdate/maxSurge")).isEqualTo("25%");
    assertThat(made.text("/spec/strategy/rollingUpdate/maxUnavailable")).isEqualTo("25%");
    assertThat(made.number("/spec/progressDeadlineSeconds")).isEqualTo(600);
    assertThat(made.number("/spec/revisionHistoryLimit")).isEqualTo(10);
    assertThat(made.number("/spec/template/spec/terminationGracePeriodSeconds")).isEqualTo(30);
    assertThat(made.text("/spec/template/spec/restartPolicy")).isEqualTo("Always");
  }

  @Test
  void aNameThatIsTakenIs409() {
    raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer second = raw().post(configMaps(), Samples.configMap("a"));

    assertStatus(second, 409, "AlreadyExists", "a", "configmaps");
    assertThat(second.message()).isEqualTo("configmaps \"a\" already exists");
  }

  @Test
  void aNameIsGenerated() {
    String body =
        """
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"generateName": "made-"}}
        """;

    RawAnswer first = raw().post(configMaps(), body);
    RawAnswer second = raw().post(configMaps(), body);

    assertThat(first.text("/metadata/name")).matches("made-[a-z0-9]{5}");
    assertThat(first.text("/metadata/generateName")).isEqualTo("made-");
    assertThat(second.text("/metadata/name")).isNotEqualTo(first.text("/metadata/name"));
  }

  @Test
  void whatIsMissingIs404() {
    assertStatus(raw().get(configMaps("none")), 404, "NotFound", "none", "configmaps");
    assertStatus(
        raw().put(configMaps("none"), Samples.configMap("none")),
        404,
        "NotFound",
        "none",
        "configmaps");
    assertStatus(raw().delete(configMaps("none")), 404, "NotFound", "none", "configmaps");
    RawAnswer deployment = raw().get(deployments("none"));
    assertStatus(deployment, 404, "NotFound", "none", "deployments");
    assertThat(deployment.text("/details/group")).isEqualTo("apps");
    assertThat(deployment.message()).isEqualTo("deployments.apps \"none\" not found");
  }

  /** Its body is no Status. */
  @Test
  void aKindThatIsNotInstalledIs404() {
    assertThat(raw().get(path("keda.sh/v1alpha1", "scaledobjects", "a")).status()).isEqualTo(404);
  }

  @Test
  void anObjectThatIsNotValidIs422() {
    RawAnswer refused = raw().post(configMaps(), Samples.configMap("A B"));

    assertStatus(refused, 422, "Invalid", "A B", "ConfigMap");
    assertThat(refused.text("/details/causes/0/field")).isEqualTo("metadata.name");

    raw().post(deployments(), Samples.deployment("web", 0));
    RawAnswer negative =
        raw().patch(deployments("web"), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": -1}}");
    assertThat(negative.status()).isEqualTo(422);
    assertThat(negative.text("/details/causes/0/field")).isEqualTo("spec.replicas");
    assertThat(negative.message())
        .isEqualTo(
            "Deployment.apps \"web\" is invalid: spec.replicas: Invalid value: -1: "
                + "must be greater than or equal to 0");
  }

  @Test
  void aStaleResourceVersionIs409() {
    RawAnswer first = raw().post(configMaps(), Samples.configMap("a"));
    raw().put(configMaps("a"), changed(first, "", "other"));

    RawAnswer stale = raw().put(configMaps("a"), changed(first, first.resourceVersion(), "late"));

    assertStatus(stale, 409, "Conflict", "a", "configmaps");
    assertThat(raw().get(configMaps("a")).text("/data/key")).isEqualTo("other");
  }

  @Test
  void anotherUidIs409() {
    RawAnswer first = raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer refused =
        raw()
            .put(
                configMaps("a"),
                Samples.configMap("a").replace("\"name\"", "\"uid\": \"other\", \"name\""));

    assertStatus(refused, 409, "Conflict", "a", "configmaps");
    assertThat(raw().get(configMaps("a")).body()).isEqualTo(first.body());
  }

  @Test
  void ofTwoWritesOnOneVersionOneGoesThrough() {
    RawAnswer first = raw().post(configMaps(), Samples.configMap("a"));
    RawAnswer second = raw().put(configMaps("a"), changed(first, first.resourceVersion(), "one"));
    RawAnswer third = raw().put(configMaps("a"), changed(first, first.resourceVersion(), "two"));

    assertThat(second.status()).isEqualTo(200);
    assertThat(third.status()).isEqualTo(409);
    assertThat(version(second)).isGreaterThan(version(first));
    assertThat(second.uid()).isEqualTo(first.uid());
    assertThat(second.text("/metadata/creationTimestamp"))
        .isEqualTo(first.text("/metadata/creationTimestamp"));
  }

  @Test
  void ofManyWritesOnOneVersionAtATimeOneGoesThrough() {
    RawAnswer first = raw().post(configMaps(), Samples.configMap("a"));
    List<CompletableFuture<RawAnswer>> creates = new ArrayList<>();
    List<CompletableFuture<RawAnswer>> writes = new ArrayList<>();

    for (int i = 0; i < 8; i++) {
      creates.add(raw().startPost(configMaps(), Samples.configMap("b")));
      writes.add(raw().startPut(configMaps("a"), changed(first, first.resourceVersion(), "v" + i)));
    }

    assertThat(statuses(creates)).containsOnlyOnce(201).containsOnly(201, 409);
    assertThat(statuses(writes)).containsOnlyOnce(200).containsOnly(200, 409);
  }

  private static List<Integer> statuses(List<CompletableFuture<RawAnswer>> answers) {
    return answers.stream().map(answer -> answer.join().status()).toList();
  }

  @Test
  void aWriteThatChangesNothingKeepsTheVersion() {
    RawAnswer first = raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer put = raw().put(configMaps("a"), changed(first, first.resourceVersion(), "value"));
    RawAnswer patched =
        raw().patch(configMaps("a"), RawClient.MERGE_PATCH, "{\"data\": {\"key\": \"value\"}}");

    assertThat(put.resourceVersion()).isEqualTo(first.resourceVersion());
    assertThat(patched.resourceVersion()).isEqualTo(first.resourceVersion());
  }

  @Test
  void aDeleteIsGoneAndAnswersWithItsUid() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer deleted = raw().delete(configMaps("a"));

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text("/status")).isEqualTo("Success");
    assertThat(deleted.text("/details/uid")).isEqualTo(made.uid());
    assertThat(raw().get(configMaps("a")).status()).isEqualTo(404);
    assertThat(raw().post(configMaps(), Samples.configMap("a")).uid()).isNotEqualTo(made.uid());
  }

  @Test
  void aDeleteOfAnotherUidOrVersionIs409() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    for (String precondition : new String[] {"uid", "resourceVersion"}) {
      RawAnswer refused =
          raw()
              .delete(
                  configMaps("a"), "{\"preconditions\": {\"%s\": \"1\"}}".formatted(precondition));
      assertStatus(refused, 409, "Conflict", "a", "ConfigMap");
    }
    assertThat(raw().get(configMaps("a")).status()).isEqualTo(200);
    RawAnswer deleted =
        raw()
            .delete(
                configMaps("a"),
                "{\"preconditions\": {\"uid\": \"%s\", \"resourceVersion\": \"%s\"}}"
                    .formatted(made.uid(), made.resourceVersion()));
    assertThat(deleted.status()).isEqualTo(200);
  }

  /** A Deployment's annotations as well: they are passed on to its ReplicaSets. */
  @Test
  void onlyTheSpecAndAnnotationsMoveTheGeneration() {
    raw().post(deployments(), Samples.deployment("web", 0));

    assertThat(merged("web", "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}")).isEqualTo(1);
    assertThat(merged("web/status", "{\"status\": {\"collisionCount\": 1}}")).isEqualTo(1);
    assertThat(merged("web", "{\"spec\": {\"revisionHistoryLimit\": 3}}")).isEqualTo(2);
    assertThat(merged("web", "{\"metadata\": {\"annotations\": {\"c\": \"d\"}}}")).isEqualTo(3);
  }

  private int merged(String deployment, String patch) {
    return raw().patch(deployments(deployment), RawClient.MERGE_PATCH, patch).generation();
  }

  @Test
  void theSpecAndTheStatusAreWrittenApart() {
    raw().post(pods(), Samples.pendingPod("a"));
    String both =
        """
        {"metadata": {"labels": {"by": "%s"}},
         "spec": {"activeDeadlineSeconds": %d}, "status": {"message": "%s"}}
        """;

    RawAnswer main =
        raw().patch(pods("a"), RawClient.MERGE_PATCH, both.formatted("main", 500, "main"));
    assertThat(main.number("/spec/activeDeadlineSeconds")).isEqualTo(500);
    assertThat(main.text("/status/message")).isEmpty();

    RawAnswer status =
        raw().patch(pods("a/status"), RawClient.MERGE_PATCH, both.formatted("status", 400, "said"));
    assertThat(status.number("/spec/activeDeadlineSeconds")).isEqualTo(500);
    assertThat(status.text("/status/message")).isEqualTo("said");
  }

  @Test
  void theNamesInUrlAndBodyHaveToAgree() {
    raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer otherName = raw().put(configMaps("a"), Samples.configMap("b"));
    RawAnswer otherNamespace =
        raw()
            .post(
                configMaps(),
                Samples.configMap("b").replace("\"name\"", "\"namespace\": \"other\", \"name\""));

    assertThat(otherName.status()).isEqualTo(400);
    assertThat(otherName.reason()).isEqualTo("BadRequest");
    assertThat(otherNamespace.status()).isEqualTo(400);
  }

  @Test
  void anUnreadableBodyIsRefused() {
    RawAnswer garbage = raw().post(configMaps(), "{nope");

    assertThat(garbage.status()).isEqualTo(400);
    assertThat(garbage.reason()).isEqualTo("BadRequest");
  }

  private static String changed(RawAnswer read, String resourceVersion, String value) {
    return """
    {"apiVersion": "v1", "kind": "ConfigMap",
     "metadata": {"name": "a", "uid": "%s", "resourceVersion": "%s"}, "data": {"key": "%s"}}
    """
        .formatted(read.uid(), resourceVersion, value);
  }

  private static long version(RawAnswer answer) {
    return Long.parseLong(answer.resourceVersion());
  }
}
