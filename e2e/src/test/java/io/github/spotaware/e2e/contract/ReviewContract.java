package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.e2e.contract.ReviewServer.Review;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an AdmissionReview says. */
abstract class ReviewContract extends AdmissionFixture {

  @Test
  void ofACreate() {
    validate(entry("a", WebhookEntry.rule("", "configmaps", "CREATE")));

    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    Review review = review("a");
    assertThat(review.body().path("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
    assertThat(review.body().path("kind").asText()).isEqualTo("AdmissionReview");
    assertThat(review.text("/uid")).hasSize(36).isNotEqualTo(made.uid());
    assertThat(review.request().path("kind")).isEqualTo(kind("", "ConfigMap"));
    assertThat(review.request().path("requestKind")).isEqualTo(kind("", "ConfigMap"));
    assertThat(review.request().path("resource")).isEqualTo(resource("", "configmaps"));
    assertThat(review.request().path("requestResource")).isEqualTo(resource("", "configmaps"));
    assertThat(review.request().has("subResource")).isFalse();
    assertThat(review.text("/name")).isEqualTo("a");
    assertThat(review.text("/namespace")).isEqualTo(namespace());
    assertThat(review.text("/operation")).isEqualTo("CREATE");
    assertThat(review.text("/userInfo/username")).isNotEmpty();
    assertThat(review.request().at("/userInfo/groups").valueStream().map(JsonNode::asText))
        .contains("system:authenticated");
    assertThat(review.text("/object/kind")).isEqualTo("ConfigMap");
    assertThat(review.text("/object/apiVersion")).isEqualTo("v1");
    assertThat(review.text("/object/data/key")).isEqualTo("value");
    assertThat(review.text("/object/metadata/uid")).isEqualTo(made.uid());
    assertThat(review.text("/object/metadata/namespace")).isEqualTo(namespace());
    assertThat(review.request().path("oldObject").isNull()).isTrue();
    assertThat(review.request().path("dryRun").isBoolean()).isTrue();
    assertThat(review.request().path("dryRun").asBoolean()).isFalse();
    assertThat(review.text("/options/kind")).isEqualTo("CreateOptions");
    assertThat(review.text("/options/apiVersion")).isEqualTo("meta.k8s.io/v1");
  }

  /** The name is made up before. */
  @Test
  void ofACreateWithAGeneratedName() {
    validate(entry("a", WebhookEntry.rule("", "configmaps", "CREATE")));

    RawAnswer made =
        raw()
            .post(
                configMaps(),
                """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"generateName": "made-"}}
                """);

    assertThat(review("a").text("/name")).isEqualTo(made.text("/metadata/name"));
    assertThat(review("a").text("/object/metadata/name")).isEqualTo(made.text("/metadata/name"));
  }

  @Test
  void ofAnUpdate() {
    RawAnswer made = raw().post(deployments(), Samples.deployment("web", 0));
    validate(
        entry("a", WebhookEntry.rule("apps", "deployments", "UPDATE"))
            .when("object.metadata.generation == 2"));

    raw()
        .as("some-tool/1.0")
        .patch(
            deployments("web"),
            RawClient.MERGE_PATCH,
            "{\"spec\": {\"replicas\": 1}, \"metadata\": {\"labels\": {\"a\": \"b\"}}}");

    Review review = lastReview("a");
    assertThat(review.text("/operation")).isEqualTo("UPDATE");
    assertThat(review.request().path("kind")).isEqualTo(kind("apps", "Deployment"));
    assertThat(review.request().path("resource")).isEqualTo(resource("apps", "deployments"));
    assertThat(review.text("/object/metadata/labels/a")).isEqualTo("b");
    assertThat(review.request().at("/object/spec/replicas").asInt(-1)).isEqualTo(1);
    assertThat(review.request().at("/oldObject/spec/replicas").asInt(-1)).isZero();
    assertThat(review.text("/oldObject/metadata/uid")).isEqualTo(made.uid());
    assertThat(review.text("/oldObject/kind")).isEqualTo("Deployment");
    assertThat(review.text("/options/kind")).isEqualTo("UpdateOptions");
    assertThat(review.request().at("/object/metadata/managedFields"))
        .anyMatch(entry -> entry.path("manager").asText().equals("some-tool"));
    assertThat(review.request().at("/oldObject/metadata/managedFields"))
        .noneMatch(entry -> entry.path("manager").asText().equals("some-tool"));
  }

  @Test
  void ofACountThroughTheScale() {
    raw().post(deployments(), Samples.deployment("web", 2));
    validate(entry("a", WebhookEntry.rule("apps", "deployments/scale", "UPDATE")));

    raw()
        .patch(deployments("web", "scale"), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": 0}}");

    Review review = lastReview("a");
    assertThat(review.request().path("kind"))
        .isEqualTo(json("{'group': 'autoscaling', 'version': 'v1', 'kind': 'Scale'}"));
    assertThat(review.request().path("resource")).isEqualTo(resource("apps", "deployments"));
    assertThat(review.text("/subResource")).isEqualTo("scale");
    assertThat(review.text("/requestSubResource")).isEqualTo("scale");
    assertThat(review.text("/name")).isEqualTo("web");
    assertThat(review.text("/object/kind")).isEqualTo("Scale");
    assertThat(review.request().at("/object/spec").has("replicas")).as("a count of 0").isFalse();
    assertThat(review.request().at("/oldObject/spec/replicas").asInt()).isEqualTo(2);
    assertThat(review.text("/oldObject/metadata/uid")).isNotEmpty();
  }

  @Test
  void ofADelete() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));
    validate(entry("a", WebhookEntry.rule("", "configmaps", "DELETE")));

    raw().delete(configMaps("a"), "{\"preconditions\": {\"uid\": \"%s\"}}".formatted(made.uid()));

    Review review = lastReview("a");
    assertThat(review.text("/operation")).isEqualTo("DELETE");
    assertThat(review.text("/name")).isEqualTo("a");
    assertThat(review.request().path("object").isNull()).isTrue();
    assertThat(review.text("/oldObject/metadata/uid")).isEqualTo(made.uid());
    assertThat(review.text("/oldObject/data/key")).isEqualTo("value");
    assertThat(review.text("/options/kind")).isEqualTo("DeleteOptions");
    assertThat(review.text("/options/preconditions/uid")).isEqualTo(made.uid());
  }

  /** Each is asked about, and its name is in the old object alone. */
  @Test
  void ofADeleteOfACollection() {
    raw().post(configMaps(), Samples.labelled("a", "\"of\": \"this\""));
    raw().post(configMaps(), Samples.labelled("b", "\"of\": \"this\""));
    validate(entry("a", WebhookEntry.rule("", "configmaps", "DELETE")));

    assertThat(raw().delete(configMaps() + "?labelSelector=of").status()).isEqualTo(200);

    assertThat(reviews("a")).extracting(review -> review.text("/name")).containsOnly("");
    assertThat(reviews("a"))
        .extracting(review -> review.text("/oldObject/metadata/name"))
        .containsOnly("a", "b");
  }

  /** A node is in no namespace: which node is told by conditions. */
  @Test
  void ofANode() {
    String node = namespace();
    String nodes = clusterPath("v1", "nodes");
    raw()
        .post(
            nodes,
            """
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "%s"},
             "spec": {"taints": [{"key": "not", "effect": "NoSchedule"}]}}
            """
                .formatted(node));
    validate(
        entry("a", WebhookEntry.rule("", "nodes", "UPDATE", "DELETE"))
            .selecting("{}")
            .when(
                "oldObject.metadata.name == \"%s\" && (request.operation == \"DELETE\" ||"
                        .formatted(node)
                    + " (has(object.spec.unschedulable) && object.spec.unschedulable"
                    + " && !has(oldObject.spec.unschedulable)))"));

    raw()
        .patch(
            nodes + "/" + node,
            RawClient.MERGE_PATCH,
            "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}");
    raw()
        .patch(
            nodes + "/" + node, RawClient.STRATEGIC_PATCH, "{\"spec\": {\"unschedulable\": true}}");
    raw().delete(nodes + "/" + node);

    List<Review> reviews = reviews("a");
    assertThat(reviews.stream().map(review -> review.text("/operation")).distinct())
        .containsExactly("UPDATE", "DELETE");
    assertThat(reviews)
        .allSatisfy(review -> {
          assertThat(review.request().path("resource")).isEqualTo(resource("", "nodes"));
          assertThat(review.request().has("namespace")).isFalse();
          assertThat(review.text("/name")).isEqualTo(node);
        });
    assertThat(reviews.getLast().request().path("object").isNull()).isTrue();
  }

  @Test
  void ofADryRun() {
    validate(entry("a", WebhookEntry.rule("", "configmaps", "CREATE")));

    raw().post(configMaps() + "?dryRun=All", Samples.configMap("a"));

    assertThat(review("a").request().path("dryRun").asBoolean()).isTrue();
    assertThat(review("a").text("/options/dryRun/0")).isEqualTo("All");
  }

  private static JsonNode kind(String group, String kind) {
    return json("{'group': '%s', 'version': 'v1', 'kind': '%s'}".formatted(group, kind));
  }

  private static JsonNode resource(String group, String resource) {
    return json("{'group': '%s', 'version': 'v1', 'resource': '%s'}".formatted(group, resource));
  }

  private static JsonNode json(String text) {
    return RawClient.parse(text.replace('\'', '"'));
  }
}
