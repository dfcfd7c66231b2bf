package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a namespace is to what is in it. */
abstract class NamespaceContract extends Contract {

  @Test
  void nothingIsMadeInAMissingNamespace() {
    RawAnswer refused =
        raw().post("/api/v1/namespaces/none-such/configmaps", Samples.configMap("a"));

    assertStatus(refused, 404, "NotFound", "none-such", "namespaces");
    assertThat(raw().get("/api/v1/namespaces/none-such/configmaps").items()).isEmpty();
  }

  @Test
  void aNewNamespaceCarriesItsName() {
    RawAnswer made = raw().get(clusterPath("v1", "namespaces", namespace()));

    assertThat(made.text("/metadata/labels/kubernetes.io~1metadata.name")).isEqualTo(namespace());
    assertThat(made.text("/status/phase")).isEqualTo("Active");
  }

  @Test
  void nothingIsMadeInATerminatingNamespace() {
    // A finalizer of the object's own keeps its namespace.
    raw()
        .post(
            configMaps(),
            Samples.configMap("a").replace("\"name\"", "\"finalizers\": [\"a.b/c\"], \"name\""));

    RawAnswer deleted = raw().delete(clusterPath("v1", "namespaces", namespace()));
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.terminating()).isTrue();
    assertThat(deleted.text("/status/phase")).isEqualTo("Terminating");

    RawAnswer refused = raw().post(configMaps(), Samples.configMap("b"));
    assertStatus(refused, 403, "Forbidden", "b", "configmaps");
    assertThat(refused.text("/details/causes/0/reason")).isEqualTo("NamespaceTerminating");
    assertThat(refused.message()).contains("because it is being terminated");

    raw().patch(configMaps("a"), RawClient.MERGE_PATCH, "{\"metadata\": {\"finalizers\": null}}");
  }

  @Test
  void aDeletedNamespaceTakesAllWithIt() {
    raw().post(configMaps(), Samples.configMap("a"));
    // The namespace's controller waits for as long as a pod may take.
    raw()
        .post(
            deployments(),
            Samples.deployment("web", 1)
                .replace("\"containers\"", "\"terminationGracePeriodSeconds\": 1, \"containers\""));
    await("a pod", () -> !raw().get(pods()).items().isEmpty());

    raw().delete(clusterPath("v1", "namespaces", namespace()));

    await(
        "the namespace to go",
        () -> raw().get(clusterPath("v1", "namespaces", namespace())).status() == 404);
    assertThat(raw().get(configMaps()).items()).isEmpty();
    assertThat(raw().get(deployments()).items()).isEmpty();
    assertThat(raw().get(pods()).items()).isEmpty();
    assertThat(raw().get(deployments("web")).status()).isEqualTo(404);
  }
}
