package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.validation.ReviewedDeployment;
import io.github.spotaware.workload.RollingUpdateBounds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews about Deployments, as recorded from a real API server. */
class DeploymentReviewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode recorded(String change) {
    try (InputStream in =
        DeploymentReviewsTest.class.getResourceAsStream(
            "/admission/deployment-" + change + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(ObjectNode review) {
    return AdmissionReviews.readDeployment(
        "application/json", review.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static DeploymentCall call(ObjectNode review) {
    assertThat(read(review)).isInstanceOf(DeploymentCall.class);
    return (DeploymentCall) read(review);
  }

  private static ReviewedDeployment after(ObjectNode review) {
    return call(review).change().after();
  }

  private static ObjectNode request(ObjectNode review) {
    return (ObjectNode) review.get("request");
  }

  private static ObjectNode metadata(ObjectNode review) {
    return (ObjectNode) request(review).get("object").get("metadata");
  }

  private static ObjectNode spec(ObjectNode review) {
    return (ObjectNode) request(review).get("object").get("spec");
  }

  private static ObjectNode podSpec(ObjectNode review) {
    return (ObjectNode) spec(review).get("template").get("spec");
  }

  private static ObjectNode container(ObjectNode review) {
    return (ObjectNode) podSpec(review).get("containers").get(0);
  }

  @Test
  void readsACreation() {
    ObjectNode review = recorded("create");
    DeploymentCall call = call(review);
    assertThat(call.reviewUid()).isEqualTo(request(review).get("uid").asText()).isNotBlank();
    assertThat(call.user()).isEqualTo("kubernetes-admin");
    assertThat(call.change().before()).isEmpty();
    ReviewedDeployment web = call.change().after();
    assertThat(web.namespace()).isEqualTo("shop");
    assertThat(web.name()).isEqualTo("web");
    assertThat(web.labels()).isEqualTo(Map.of("app", "web", "spot-aware", "enabled"));
    assertThat(web.annotations()).containsEntry("spot-aware-scaler/hold-seconds", "5");
    assertThat(web.terminating()).isFalse();
    assertThat(web.replicas()).isEqualTo(1);
    assertThat(web.recreate()).isFalse();
    assertThat(web.rollingUpdate()).isEqualTo(new RollingUpdateBounds("1", "25%"));
    assertThat(web.minReady()).isEqualTo(Duration.ofSeconds(5));
    assertThat(web.progressDeadline()).isEqualTo(Duration.ofSeconds(120));
    assertThat(web.claims()).containsExactly("data");
    assertThat(web.hostPorts()).containsExactly(8080);
    assertThat(web.readinessProbed()).isTrue();
  }

  @Test
  void readsWhatWasBefore() {
    DeploymentCall call = call(recorded("label"));
    ReviewedDeployment before = call.change().before().orElseThrow();
    assertThat(before.labels()).isEqualTo(Map.of("app", "web"));
    assertThat(before.name()).isEqualTo("web");
    assertThat(call.change().after().labels())
        .isEqualTo(Map.of("app", "web", "spot-aware", "enabled"));
  }

  /** The key of an annotation is its sender's, too. */
  @Test
  void whatIsWrongIsSaidInOneShortLine() {
    ObjectNode review = recorded("create");
    metadata(review).putObject("annotations").put("a\n" + "b".repeat(1_000), 1);
    assertThat(read(review))
        .isInstanceOfSatisfying(
            Rejection.class,
            rejection ->
                assertThat(rejection.text())
                    .startsWith("request.object.metadata.annotations.a bbb")
                    .endsWith("… is not a string")
                    .hasSizeLessThan(230));
  }

  @Test
  void aDryRunIsReadAlike() {
    ObjectNode review = recorded("label");
    request(review).put("dryRun", true);
    assertThat(call(review)).isEqualTo(call(recorded("label")));
  }

  @Test
  void whatIsUnsetHasTheDefaultsOfTheApi() {
    ObjectNode review = recorded("create");
    request(review).putObject("object").putObject("metadata").put("name", "web");
    assertThat(after(review))
        .isEqualTo(
            new ReviewedDeployment(
                "shop",
                "web",
                Map.of(),
                Map.of(),
                false,
                1,
                false,
                RollingUpdateBounds.DEFAULT,
                Duration.ZERO,
                Duration.ofSeconds(600),
                Set.of(),
                Set.of(),
                false));
  }

  @Test
  void readsRecreateAndTermination() {
    ObjectNode review = recorded("create");
    spec(review).putObject("strategy").put("type", "Recreate");
    metadata(review).put("deletionTimestamp", "2026-01-01T00:00:00Z");
    assertThat(after(review).recreate()).isTrue();
    assertThat(after(review).terminating()).isTrue();
  }

  @Test
  void looksAtInitContainersToo() {
    ObjectNode review = recorded("create");
    container(review).remove("readinessProbe");
    assertThat(after(review).readinessProbed()).isFalse();

    ObjectNode init = podSpec(review).putArray("initContainers").addObject();
    init.putArray("ports").addObject().put("hostPort", 9090);
    assertThat(after(review).hostPorts()).containsExactlyInAnyOrder(8080, 9090);
    init.putObject("readinessProbe");
    assertThat(after(review).readinessProbed()).isTrue();
  }

  @Test
  void aReadinessGateIsAProbeOfItsOwn() {
    ObjectNode review = recorded("create");
    container(review).remove("readinessProbe");
    podSpec(review).putArray("readinessGates").addObject().put("conditionType", "example.com/up");
    assertThat(after(review).readinessProbed()).isTrue();
  }

  @Test
  void aPortWithoutAHostPortIsNone() {
    ObjectNode review = recorded("create");
    ((ObjectNode) container(review).get("ports").get(0)).remove("hostPort");
    assertThat(after(review).hostPorts()).isEmpty();
  }

  @Test
  void aClaimWhoseNameIsNoneIsLeftOut() {
    ObjectNode review = recorded("create");
    podSpec(review)
        .putArray("volumes")
        .addObject()
        .putObject("persistentVolumeClaim")
        .put("claimName", "../secrets/x");
    assertThat(after(review).claims()).isEmpty();
  }

  @Test
  void aNameThatWasGeneratedStandsInTheObject() {
    ObjectNode review = recorded("create");
    request(review).remove("name");
    metadata(review).put("generateName", "web-").put("name", "web-x7k2p");
    assertThat(after(review).name()).isEqualTo("web-x7k2p");
  }

  static Stream<Arguments> spoiled() {
    return Stream.of(
        spoiled(
            "asked about 'deployments.apps/scale'; expected 'deployments.apps'",
            it -> request(it).put("subResource", "scale")),
        spoiled(
            "asked about 'deployments'; expected 'deployments.apps'",
            it -> ((ObjectNode) request(it).get("resource")).put("group", "")),
        spoiled(
            "operation 'DELETE'; expected CREATE or UPDATE",
            it -> request(it).put("operation", "DELETE")),
        spoiled("request.namespace '' names no namespace", it -> request(it).remove("namespace")),
        spoiled("'a/b' names no Deployment", it -> metadata(it).put("name", "a/b")),
        spoiled("request.uid is missing", it -> request(it).remove("uid")),
        spoiled("request.object is missing", it -> request(it).putNull("object")),
        spoiled("request.oldObject is missing", it -> request(it).remove("oldObject")),
        spoiled(
            "request.object.metadata.labels is not an object",
            it -> metadata(it).put("labels", "x")),
        spoiled(
            "request.object.metadata.annotations.a is not a string",
            it -> metadata(it).putObject("annotations").put("a", 1)),
        spoiled(
            "request.object.spec.replicas is not a whole number of 32 bits",
            it -> spec(it).put("replicas", "1")),
        spoiled(
            "request.object.spec.replicas is not a whole number of 32 bits",
            it -> spec(it).put("replicas", 1L << 40)),
        spoiled(
            "request.object.spec.replicas is not a whole number of 32 bits",
            it -> spec(it).put("replicas", 1.5)),
        spoiled(
            "request.object.spec.strategy.rollingUpdate.maxUnavailable is not a count or a"
                + " percentage",
            it ->
                spec(it)
                    .putObject("strategy")
                    .putObject("rollingUpdate")
                    .put("maxUnavailable", "half")),
        spoiled(
            "request.object.spec.template.spec.containers is not a list",
            it -> podSpec(it).put("containers", "x")));
  }

  private static Arguments spoiled(String expected, Consumer<ObjectNode> change) {
    ObjectNode review = recorded("label");
    change.accept(review);
    return argumentSet(expected, expected, review);
  }

  @ParameterizedTest
  @MethodSource("spoiled")
  void saysWhatIsWrong(String expected, ObjectNode review) {
    Reading reading = read(review);
    assertThat(reading).isInstanceOf(Rejection.class);
    assertThat(((Rejection) reading).status()).isEqualTo(400);
    assertThat(((Rejection) reading).text()).contains(expected).doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "label"})
  void neverThrowsWhateverIsSent(String change) {
    long seed = 20261125;
    Random random = new Random(seed);
    byte[] recorded = recorded(change).toString().getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] body = recorded.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> AdmissionReviews.readDeployment("application/json", body))
          .as("seed " + seed + ", round " + round)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aCallNamesItsReview() {
    DeploymentCall call = call(recorded("create"));
    assertThatThrownBy(() -> new DeploymentCall(" ", call.change(), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
