package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A kind of someone's own, as KEDA's. The watches of a kind begin with its definition: so what is
 * too old for one is known here.
 */
abstract class CustomResourceContract extends Contract {
  private final String group = namespace() + ".example.com";
  private final String definition = "things." + group;

  @Test
  void itIsAKindLikeAnyOther() {
    assertThat(raw().get(things()).status()).isEqualTo(404);
    define();

    RawAnswer made = raw().post(things(), thing("{\"minReplicaCount\": 1, \"triggers\": []}"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.generation()).isEqualTo(1);
    assertThat(made.uid()).isNotEmpty();
    assertStatus(raw().get(things("b")), 404, "NotFound", "b", "things");
    assertThat(raw().get(things()).names()).containsExactly("a");

    RawAnswer raised = merge(made.resourceVersion(), "2");
    assertThat(raised.number("/spec/minReplicaCount")).isEqualTo(2);
    assertThat(raised.generation()).isEqualTo(2);
    assertThat(merge(made.resourceVersion(), "3").status()).isEqualTo(409);
    assertThat(merge(raised.resourceVersion(), "null").body().path("spec").has("minReplicaCount"))
        .isFalse();
    assertThat(raw().delete(things("a")).status()).isEqualTo(200);
    drop();
  }

  @Test
  void aVersionThatIsTooOldIsGone() {
    define();
    raw().post(things(), thing("{}"));

    try (RawWatch watch = RawWatch.start(raw(), things() + "?resourceVersion=1")) {
      assertThat(watch.status()).isEqualTo(200);
      List<RawWatch.Event> events = watch.untilEnd();
      assertThat(events).extracting(RawWatch.Event::type).containsExactly("ERROR");
      assertThat(events.getFirst().object().path("kind").asText()).isEqualTo("Status");
      assertThat(events.getFirst().object().path("code").asInt()).isEqualTo(410);
      assertThat(events.getFirst().object().path("reason").asText()).isEqualTo("Expired");
    }
    for (Transport transport : Transport.values()) {
      try (KubernetesClient watching = transport.client(cluster());
          var watch =
              ClientWatch.start(
                  watching.genericKubernetesResources(kind()).inNamespace(namespace()), "1")) {
        assertThat(watch.awaitEnd().isHttpGone()).as(transport.name()).isTrue();
      }
    }
    drop();
  }

  private ResourceDefinitionContext kind() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion("v1")
        .withKind("Thing")
        .withPlural("things")
        .withNamespaced(true)
        .build();
  }

  private RawAnswer merge(String resourceVersion, String count) {
    return raw()
        .patch(
            things("a"),
            RawClient.MERGE_PATCH,
            "{\"metadata\": {\"resourceVersion\": \"%s\"}, \"spec\": {\"minReplicaCount\": %s}}"
                .formatted(resourceVersion, count));
  }

  private String things(String... rest) {
    return path(group + "/v1", "things", rest);
  }

  private String thing(String spec) {
    return """
    {"apiVersion": "%s/v1", "kind": "Thing", "metadata": {"name": "a"}, "spec": %s}
    """
        .formatted(group, spec);
  }

  private void define() {
    RawAnswer made =
        raw()
            .post(
                clusterPath("apiextensions.k8s.io/v1", "customresourcedefinitions"),
                """
                {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
                 "metadata": {"name": "%s"},
                 "spec": {
                   "group": "%s", "scope": "Namespaced",
                   "names": {"plural": "things", "singular": "thing", "kind": "Thing"},
                   "versions": [
                     {"name": "v1", "served": true, "storage": true, "schema": {
                       "openAPIV3Schema": {
                         "type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]}}
                """
                    .formatted(definition, group));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    await("the kind to be served", () -> raw().get(things()).status() == 200);
  }

  private void drop() {
    raw().delete(clusterPath("apiextensions.k8s.io/v1", "customresourcedefinitions", definition));
    await("the kind to go", () -> raw().get(things()).status() == 404);
  }
}
