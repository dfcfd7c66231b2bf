package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.contract.ReviewServer.Review;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests a webhook is asked about. */
abstract class WebhookMatchContract extends AdmissionContract {
  private static final String CONFIG_MAPS = WebhookEntry.rule("", "configmaps", "CREATE");

  @Test
  void itIsAskedAboutTheOperationsOfItsRule() {
    validate(
        entry("creates", WebhookEntry.rule("", "configmaps", "CREATE")),
        entry("updates", WebhookEntry.rule("", "configmaps", "UPDATE")),
        entry("deletes", WebhookEntry.rule("", "configmaps", "DELETE")),
        entry("all", WebhookEntry.rule("", "configmaps", "*")));

    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));
    raw().get(configMaps("a"));
    raw().get(configMaps());
    raw().patch(configMaps("a"), RawClient.MERGE_PATCH, "{\"data\": {\"key\": \"1\"}}");
    raw().put(configMaps("a"), Samples.configMap("a"));
    raw().delete(configMaps("a"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(operations("creates")).containsExactly("CREATE");
    assertThat(operations("updates")).containsExactly("UPDATE");
    assertThat(operations("deletes")).containsExactly("DELETE");
    assertThat(operations("all")).containsExactly("CREATE", "UPDATE", "DELETE");
  }

  @Test
  void aSubresourceIsAnotherResource() {
    raw().post(deployments(), Samples.deployment("web", 0));
    validate(
        entry("main", WebhookEntry.rule("apps", "deployments", "UPDATE")),
        entry("scale", WebhookEntry.rule("apps", "deployments/scale", "UPDATE")),
        entry("status", WebhookEntry.rule("apps", "deployments/status", "UPDATE")),
        entry("others", WebhookEntry.rule("apps", "statefulsets", "*")),
        entry("group", WebhookEntry.rule("", "deployments", "*")));
    String count = "{\"spec\": {\"replicas\": 1}}";

    raw().patch(deployments("web"), RawClient.MERGE_PATCH, count);
    raw().patch(deployments("web", "scale"), RawClient.MERGE_PATCH, count);
    raw()
        .patch(
            deployments("web", "status"),
            RawClient.MERGE_PATCH,
            "{\"status\": {\"collisionCount\": 1}}");

    assertThat(subResources("main")).containsOnly("");
    assertThat(subResources("scale")).containsOnly("scale");
    assertThat(subResources("status")).containsOnly("status");
    assertThat(reviews("others")).isEmpty();
    assertThat(reviews("group")).isEmpty();
  }

  private Set<String> subResources(String webhook) {
    return reviews(webhook).stream()
        .map(review -> review.text("/subResource"))
        .collect(Collectors.toSet());
  }

  @Test
  void itIsNotAskedAboutOtherNamespaces() {
    validate(entry("a", CONFIG_MAPS));

    raw().post("/api/v1/namespaces/default/configmaps", Samples.configMap(namespace()));
    raw().delete("/api/v1/namespaces/default/configmaps/" + namespace());

    assertThat(reviews("a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'matchExpressions': [{'key': 'kubernetes.io/metadata.name', 'operator': 'NotIn',"
            + " 'values': ['kube-system', 'default']}]} | 1",
        "{'matchExpressions': [{'key': 'kubernetes.io/metadata.name', 'operator': 'NotIn',"
            + " 'values': ['NAMESPACE']}]}              | 0",
        "{'matchExpressions': [{'key': 'kubernetes.io/metadata.name', 'operator': 'In', 'values':"
            + " ['NAMESPACE']}]}                 | 1",
        "{'matchLabels': {'team': 'a'}}                                                            "
            + "                                | 1",
        "{'matchLabels': {'team': 'b'}}                                                            "
            + "                                | 0",
        "{'matchExpressions': [{'key': 'team', 'operator': 'Exists'}, {'key': 'none', 'operator':"
            + " 'DoesNotExist'}]}                | 1",
      })
  void aNamespaceSelectorSelectsByLabels(String selector, int asked) {
    raw()
        .patch(
            clusterPath("v1", "namespaces", namespace()),
            RawClient.MERGE_PATCH,
            "{\"metadata\": {\"labels\": {\"team\": \"a\"}}}");
    validate(
        entry("all", CONFIG_MAPS),
        entry("a", CONFIG_MAPS).selecting(selector.replace("NAMESPACE", namespace())));
    // The label is seen a little later than it is there.
    await(
        "the label to count",
        () -> {
          raw().post(configMaps() + "?dryRun=All", Samples.configMap("a"));
          return asked == 0 || !ofUs("a").isEmpty();
        });

    if (asked == 0) {
      assertThat(ofUs("a")).isEmpty();
    }
  }

  /** The selector alone would have it asked about others' objects. */
  private List<Review> ofUs(String webhook) {
    return reviews(webhook).stream()
        .filter(review -> review.text("/namespace").equals(namespace()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.metadata.name == \"a\"",
        "request.operation == \"CREATE\" && request.namespace != \"\"",
        "has(object.data) && has(object.data.key) && object.data.key == \"value\"",
        "!has(object.metadata.labels)",
        "object.metadata.name in [\"b\", \"a\"]",
        "!(object.metadata.name in [\"b\", \"c\"])",
        "object.metadata.name.startsWith(\"a\")",
        "(has(object.data) ? object.data : {}) != {}",
        "(has(object.metadata.labels) ? object.metadata.labels : {}) == {}",
        "object.metadata.name == \"b\" || object.data.exists(k, k == \"key\")",
        "[1, 2].exists(n, n == 2)",
        "has(request.userInfo.username) && !request.userInfo.username.startsWith(\"system:node:\")",
        "has(request.userInfo.groups) && request.userInfo.groups.exists(g, g =="
            + " \"system:masters\")",
        "oldObject == null",
        "!request.dryRun",
      })
  void itIsAskedWhereItsConditionIsTrue(String condition) {
    validate(
        entry("yes", CONFIG_MAPS).when(condition),
        entry("no", CONFIG_MAPS).when("!(" + condition + ")"));

    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(201);

    assertThat(reviews("yes")).hasSize(1);
    assertThat(reviews("no")).isEmpty();
  }

  @Test
  void allConditionsHaveToHold() {
    validate(
        entry("a", CONFIG_MAPS)
            .with(
                "'matchConditions': [{'name': 'one', 'expression': 'true'},"
                    + "{'name': 'two', 'expression': 'false'}]"));

    raw().post(configMaps(), Samples.configMap("a"));

    assertThat(reviews("a")).isEmpty();
  }

  @Test
  void oldAndNewObjectAreCompared() {
    raw().post(configMaps(), Samples.configMap("a"));
    validate(
        entry("a", WebhookEntry.rule("", "configmaps", "UPDATE"))
            .when("object.data.key == \"2\" && oldObject.data.key == \"1\""));

    for (String value : List.of("1", "2", "3", "2", "1")) {
      raw()
          .patch(
              configMaps("a"), RawClient.MERGE_PATCH, "{\"data\": {\"key\": \"" + value + "\"}}");
    }

    assertThat(lastReview("a").text("/oldObject/data/key")).isEqualTo("1");
  }

  /** A field that is not there is an error, which the failure policy decides on. */
  @Test
  void aConditionThatFailsIsLikeAWebhookThatFails() {
    String fails = "object.data.none == \"such\"";
    validate(entry("ignore", CONFIG_MAPS).when(fails).with("'failurePolicy': 'Ignore'"));
    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(201);

    validate(entry("fail", CONFIG_MAPS).when(fails).with("'failurePolicy': 'Fail'"));
    RawAnswer refused = raw().post(configMaps(), Samples.configMap("b"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(reviews("ignore")).isEmpty();
    assertThat(reviews("fail")).isEmpty();
  }

  @Test
  void aConditionThatIsNoneIsRefused() {
    RawAnswer refused =
        raw()
            .post(
                clusterPath("admissionregistration.k8s.io/v1", "validatingwebhookconfigurations"),
                """
                {"apiVersion": "admissionregistration.k8s.io/v1",
                 "kind": "ValidatingWebhookConfiguration", "metadata": {"name": "%s"},
                 "webhooks": [%s]}
                """
                    .formatted(namespace(), entry("a", CONFIG_MAPS).when("object.").json("{}")));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/details/causes/0/field"))
        .isEqualTo("webhooks[0].matchConditions[0].expression");
  }

  @Test
  void aDryRunIsAskedAboutAndSaysSo() {
    validate(
        entry("dry", CONFIG_MAPS).with("'sideEffects': 'NoneOnDryRun'"),
        entry("none", CONFIG_MAPS));

    assertThat(raw().post(configMaps() + "?dryRun=All", Samples.configMap("a")).status())
        .isEqualTo(201);
    assertThat(review("dry").request().path("dryRun").asBoolean()).isTrue();
    assertThat(review("none").request().path("dryRun").asBoolean()).isTrue();
  }

  @Test
  void aWebhookHasToSayThatItHasNoSideEffects() {
    RawAnswer refused =
        raw()
            .post(
                clusterPath("admissionregistration.k8s.io/v1", "validatingwebhookconfigurations"),
                """
                {"apiVersion": "admissionregistration.k8s.io/v1",
                 "kind": "ValidatingWebhookConfiguration", "metadata": {"name": "%s"},
                 "webhooks": [%s]}
                """
                    .formatted(
                        namespace(),
                        entry("a", CONFIG_MAPS).with("'sideEffects': 'Some'").json("{}")));

    assertThat(refused.status()).isEqualTo(422);
  }

  /** Without repetitions: a change that meets another one is asked about again. */
  private List<String> operations(String webhook) {
    return reviews(webhook).stream().map(review -> review.text("/operation")).distinct().toList();
  }
}
