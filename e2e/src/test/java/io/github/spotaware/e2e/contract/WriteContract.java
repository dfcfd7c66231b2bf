package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Changes of an object: which go through, and what they change beside it. */
abstract class WriteContract extends Contract {

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
