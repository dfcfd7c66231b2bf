package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Creating, reading and deleting one object. */
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
}
