package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which pods the EndpointSlice of a Service lists, and as what. */
abstract class EndpointContract extends Contract {
  private static final String READY = "{\"type\": \"Ready\", \"status\": \"%s\"}";

  @Test
  void aReadyPodIsListedAsReady() {
    createService();
    RawAnswer pod = runPod("a");

    awaitEndpoints(Map.of("a", "true"));

    JsonNode slice = slices().getFirst();
    assertThat(slice.at("/metadata/labels/kubernetes.io~1service-name").asText()).isEqualTo("web");
    assertThat(slice.at("/metadata/ownerReferences/0/kind").asText()).isEqualTo("Service");
    assertThat(slice.at("/metadata/ownerReferences/0/name").asText()).isEqualTo("web");
    assertThat(slice.path("addressType").asText()).isEqualTo("IPv4");
    JsonNode endpoint = slice.at("/endpoints/0");
    assertThat(endpoint.at("/targetRef/kind").asText()).isEqualTo("Pod");
    assertThat(endpoint.at("/targetRef/uid").asText()).isEqualTo(pod.uid());
    assertThat(endpoint.at("/targetRef/namespace").asText()).isEqualTo(namespace());
    assertThat(endpoint.path("nodeName").asText()).isEqualTo("node-1");
    assertThat(endpoint.at("/addresses/0").asText()).isEqualTo(pod.text("/status/podIP"));
  }

  @Test
  void aPodThatIsNotReadyIsNotListedAsReady() {
    createService();
    runPod("a");
    awaitEndpoints(Map.of("a", "true"));

    patchStatus("a", "{\"status\": {\"conditions\": [" + READY.formatted("False") + "]}}");
    awaitEndpoints(Map.of());

    patchStatus("a", "{\"status\": {\"conditions\": [" + READY.formatted("True") + "]}}");
    awaitEndpoints(Map.of("a", "true"));
  }

  @Test
  void aPodThatTerminatesIsReadyNoMore() {
    createService();
    // Or its kubelet would take it away before it is looked at.
    raw()
        .post(
            pods(),
            Samples.pod("a", "\"nodeName\": \"node-1\",")
                .replace("\"name\": \"a\",", "\"name\": \"a\", \"finalizers\": [\"a.b/c\"],"));
    awaitEndpoints(Map.of("a", "true"));

    raw().delete(pods("a"));

    awaitEndpoints(Map.of());
    raw().patch(pods("a"), RawClient.MERGE_PATCH, "{\"metadata\": {\"finalizers\": null}}");
    awaitGone("a");
  }

  @Test
  void aPodIsListedWhileItIsSelected() {
    createService();
    runPod("a");
    awaitEndpoints(Map.of("a", "true"));

    label("a", "no");
    awaitEndpoints(Map.of());

    label("a", "a");
    awaitEndpoints(Map.of("a", "true"));
  }

  @Test
  void thePodsOfAllThatIsSelectedAreListed() {
    createService();
    raw()
        .post(
            pods(),
            Samples.pod("elsewhere", "\"nodeName\": \"node-1\",")
                .replace("\"app\": \"elsewhere\"", "\"app\": \"x\""));
    raw()
        .post(
            pods(),
            Samples.pod("b", "\"nodeName\": \"node-1\",")
                .replace("\"app\": \"b\"", "\"app\": \"a\""));
    raw()
        .post(
            pods(),
            Samples.pendingPod("pending").replace("\"app\": \"pending\"", "\"app\": \"a\""));
    runPod("a");

    awaitEndpoints(Map.of("a", "true", "b", "true"));
  }

  @Test
  void theSliceGoesWithItsService() {
    createService();
    runPod("a");
    awaitEndpoints(Map.of("a", "true"));

    raw().delete(path("v1", "services", "web"));

    await("the slice to go", () -> slices().isEmpty());
  }

  private void label(String pod, String app) {
    raw()
        .patch(
            pods(pod),
            RawClient.MERGE_PATCH,
            "{\"metadata\": {\"labels\": {\"app\": \"" + app + "\"}}}");
  }

  private void createService() {
    RawAnswer made =
        raw()
            .post(
                path("v1", "services"),
                """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"},
                 "spec": {"selector": {"app": "a"}, "ports": [{"port": 80}]}}
                """);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
  }

  /** Until there are these pods, each with whether it is ready. */
  private void awaitEndpoints(Map<String, String> expected) {
    await("the endpoints to be " + expected, () -> endpoints().equals(expected));
  }

  private Map<String, String> endpoints() {
    Map<String, String> found = new TreeMap<>();
    slices().stream()
        .flatMap(slice -> slice.path("endpoints").valueStream())
        // One that is not ready may be listed as such, or not at all.
        .filter(endpoint -> endpoint.at("/conditions/ready").asBoolean(true))
        .forEach(endpoint ->
            found.put(
                endpoint.at("/targetRef/name").asText(),
                endpoint.at("/conditions/ready").asText()));
    return found;
  }

  private List<JsonNode> slices() {
    return raw()
        .get(
            path("discovery.k8s.io/v1", "endpointslices")
                + ListContract.labels("kubernetes.io/service-name=web"))
        .items();
  }
}
