package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The subresource {@code deployments/scale}. */
abstract class ScaleContract extends Contract {

  @Test
  void itIsReadAsAScale() {
    RawAnswer deployment = settled();

    RawAnswer scale = raw().get(scale());

    assertThat(scale.text("/kind")).isEqualTo("Scale");
    assertThat(scale.text("/apiVersion")).isEqualTo("autoscaling/v1");
    assertThat(scale.number("/spec/replicas")).isEqualTo(2);
    assertThat(scale.number("/status/replicas")).isEqualTo(2);
    assertThat(scale.text("/status/selector")).isEqualTo("app=web");
    assertThat(scale.uid()).isEqualTo(deployment.uid());
    assertThat(scale.resourceVersion()).isEqualTo(deployment.resourceVersion());
    assertThat(scale.text("/metadata/name")).isEqualTo("web");
  }

  @Test
  void eachWayToWriteItChangesTheCountAndTheGeneration() {
    settled();

    RawAnswer put = raw().put(scale(), body("", 3));
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.number("/spec/replicas")).isEqualTo(3);
    assertThat(raw().get(deployments("web")).generation()).isEqualTo(2);
    raw().patch(scale(), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": 4}}");
    assertThat(raw().get(deployments("web")).generation()).isEqualTo(3);
    raw()
        .patch(
            scale(),
            RawClient.JSON_PATCH,
            "[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 5}]");

    RawAnswer deployment = raw().get(deployments("web"));
    assertThat(deployment.number("/spec/replicas")).isEqualTo(5);
    assertThat(deployment.generation()).isEqualTo(4);
  }

  /** But for managedFields, which a Scale does not carry: see docs/contract.md. */
  @Test
  void theSameCountChangesNothing() {
    RawAnswer before = settled();

    RawAnswer patched =
        raw().patch(scale(), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": 2}}");
    RawAnswer put = raw().put(scale(), body("", 2));

    assertThat(patched.status()).isEqualTo(200);
    assertThat(put.status()).isEqualTo(200);
    RawAnswer after = raw().get(deployments("web"));
    assertThat(after.generation()).isEqualTo(before.generation());
    assertThat(after.body().path("spec")).isEqualTo(before.body().path("spec"));
  }

  @Test
  void aStaleVersionOrAnotherUidIs409() {
    settled();

    RawAnswer stale = raw().put(scale(), body("\"resourceVersion\": \"1\",", 3));
    RawAnswer other = raw().put(scale(), body("\"uid\": \"other\",", 3));
    RawAnswer test =
        raw()
            .patch(
                scale(),
                RawClient.JSON_PATCH,
                """
                [{"op": "test", "path": "/metadata/resourceVersion", "value": "1"},
                 {"op": "replace", "path": "/spec/replicas", "value": 3}]
                """);
    RawAnswer merge =
        raw()
            .patch(
                scale(),
                RawClient.MERGE_PATCH,
                "{\"metadata\": {\"resourceVersion\": \"1\"}, \"spec\": {\"replicas\": 3}}");

    assertThat(stale.status()).isEqualTo(409);
    assertThat(other.status()).isEqualTo(409);
    assertThat(test.status()).isEqualTo(422);
    assertThat(merge.status()).isEqualTo(409);
    assertThat(raw().get(deployments("web")).number("/spec/replicas")).isEqualTo(2);
  }

  @Test
  void onTheVersionReadItIsWritten() {
    RawAnswer read = settled();

    RawAnswer put =
        raw()
            .put(
                scale(),
                body(
                    "\"uid\": \"%s\", \"resourceVersion\": \"%s\","
                        .formatted(read.uid(), read.resourceVersion()),
                    3));

    assertThat(put.status()).isEqualTo(200);
    assertThat(raw().get(deployments("web")).number("/spec/replicas")).isEqualTo(3);
  }

  @Test
  void aCountOfNothingIsLeftOut() {
    settled();

    RawAnswer scaled = raw().put(scale(), body("", 0));

    assertThat(scaled.body().path("spec").has("replicas")).isFalse();
    assertThat(raw().get(deployments("web")).number("/spec/replicas")).isZero();
  }

  @Test
  void whatIsNoCountOrNotThereIsRefused() {
    settled();

    assertThat(raw().put(scale(), body("", -1)).status()).isEqualTo(422);
    assertStatus(raw().get(deployments("none", "scale")), 404, "NotFound", "none", "deployments");
  }

  @Test
  void aDryRunChangesNothing() {
    RawAnswer before = settled();

    RawAnswer dry = raw().put(scale() + "?dryRun=All", body("", 3));

    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.number("/spec/replicas")).isEqualTo(3);
    assertThat(raw().get(deployments("web")).body()).isEqualTo(before.body());
  }

  private RawAnswer settled() {
    return createIdle("web", 2);
  }

  private String scale() {
    return deployments("web", "scale");
  }

  private String body(String metadata, int count) {
    return """
    {"apiVersion": "autoscaling/v1", "kind": "Scale",
     "metadata": {%s "name": "web", "namespace": "%s"}, "spec": {"replicas": %d}}
    """
        .formatted(metadata, namespace(), count);
  }
}
