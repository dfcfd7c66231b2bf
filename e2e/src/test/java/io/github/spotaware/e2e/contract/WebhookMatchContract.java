package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.contract.ReviewServer.Review;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests a webhook is asked about, by its rules and its selector. */
abstract class WebhookMatchContract extends AdmissionFixture {

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
        entry("a", CONFIG_MAPS)
            .selecting(selector.replace("NAMESPACE", namespace()))
            // Of some, those of other tests as well, which may be asked about when this has ended.
            .with("'failurePolicy': 'Ignore'"));
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
