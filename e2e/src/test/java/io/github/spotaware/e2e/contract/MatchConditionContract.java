package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests a webhook is asked about, by its conditions. */
abstract class MatchConditionContract extends AdmissionFixture {

  private static final String CONFIG_MAPS = WebhookEntry.rule("", "configmaps", "CREATE");

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
}
