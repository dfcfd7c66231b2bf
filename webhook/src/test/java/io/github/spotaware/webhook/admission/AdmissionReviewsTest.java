package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionReviewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode review = golden();
  private final ObjectNode request = (ObjectNode) review.get("request");
  private final ObjectNode object = (ObjectNode) request.get("object");

  private static ObjectNode golden() {
    try (InputStream in =
        AdmissionReviewsTest.class.getResourceAsStream("/admission/eviction.json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(JsonNode review) {
    return read(review.toString());
  }

  private static Reading read(String body) {
    return AdmissionReviews.readEviction("application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private EvictionCall call() {
    Reading reading = read(review);
    assertThat(reading).isInstanceOf(EvictionCall.class);
    return (EvictionCall) reading;
  }

  @Test
  void readsAnEviction() {
    assertThat(call())
        .isEqualTo(
            new EvictionCall(
                "0df28fbd-5f5f-11e8-bc74-36e6bb280816",
                "shop",
                "web-6d4b75cb6d-hwkx5",
                Optional.of("8f6c3a8e-3f0a-4a53-a1f6-7a3c0a6f3b11"),
                false,
                "kubernetes-admin"));
  }

  @Test
  void knowsBothWaysToAskForADryRun() {
    request.put("dryRun", true);
    assertThat(call().dryRun()).isTrue();

    request.putNull("dryRun");
    assertThat(call().dryRun()).isFalse();
    request.remove("dryRun");
    assertThat(call().dryRun()).isFalse();

    ArrayNode list = ((ObjectNode) object.get("deleteOptions")).putArray("dryRun");
    assertThat(call().dryRun()).isFalse();
    list.add("All");
    assertThat(call().dryRun()).isTrue();
    request.put("dryRun", false);
    assertThat(call().dryRun()).isTrue();
  }

  @Test
  void takesThePodNameOfTheObjectWhenTheRequestHasNone() {
    request.put("name", "");
    assertThat(call().podName()).isEqualTo("web-6d4b75cb6d-hwkx5");
  }

  @Test
  void needsNeitherOptionsNorUser() {
    object.remove("deleteOptions");
    request.remove("userInfo");
    assertThat(call().preconditionUid()).isEmpty();
    assertThat(call().user()).isEmpty();

    request.putNull("object");
    assertThat(call().podName()).isEqualTo("web-6d4b75cb6d-hwkx5");
  }

  static Stream<Arguments> spoiled() {
    return Stream.of(
        spoiled(
            "apiVersion 'admission.k8s.io/v1beta1'",
            it -> it.put("apiVersion", "admission.k8s.io/v1beta1")),
        spoiled(
            "kind 'Pod'; expected 'admission.k8s.io/v1', 'AdmissionReview'",
            it -> it.put("kind", "Pod")),
        spoiled("apiVersion ''", it -> it.remove("apiVersion")),
        spoiled("kind is not a string", it -> it.put("kind", 7)),
        spoiled("request is missing", it -> it.remove("request")),
        spoiled("request is missing", it -> it.putNull("request")),
        spoiled("request is not an object", it -> it.put("request", "x")),
        request("request.uid is missing", it -> it.remove("uid")),
        request("request.uid is missing", it -> it.put("uid", " ")),
        request("request.uid is not a string", it -> it.put("uid", 1)),
        request(
            "asked about 'pods/binding'; expected 'pods/eviction'",
            it -> it.put("subResource", "binding")),
        request("asked about 'pods'; expected", it -> it.remove("subResource")),
        request(
            "asked about 'deployments.apps/eviction'", it -> resource(it, "apps", "deployments")),
        request("asked about '/eviction'", it -> it.remove("resource")),
        request("request.namespace '' names no namespace", it -> it.remove("namespace")),
        request("'../secrets' names no namespace", it -> it.put("namespace", "../secrets")),
        request("'web/../x' names no pod", it -> it.put("name", "web/../x")),
        request("'a b' names no pod", it -> it.put("name", "a\nb")),
        request("request.dryRun is not a boolean", it -> it.put("dryRun", "true")),
        request("request.userInfo is not an object", it -> it.put("userInfo", "me")),
        request("request.object is not an object", it -> it.putArray("object")),
        object("request.object.deleteOptions is not an object", it -> it.put("deleteOptions", 1)),
        object(
            "deleteOptions.dryRun is not a list",
            it -> it.putObject("deleteOptions").put("dryRun", "All")),
        object(
            "request.object.deleteOptions.preconditions.uid is not a string",
            it -> it.putObject("deleteOptions").putObject("preconditions").put("uid", 3)));
  }

  private static Arguments spoiled(String expected, Consumer<ObjectNode> change) {
    ObjectNode review = golden();
    change.accept(review);
    return Arguments.of(expected, review);
  }

  private static Arguments request(String expected, Consumer<ObjectNode> change) {
    return spoiled(expected, review -> change.accept((ObjectNode) review.get("request")));
  }

  private static Arguments object(String expected, Consumer<ObjectNode> change) {
    return request(expected, request -> change.accept((ObjectNode) request.get("object")));
  }

  private static void resource(ObjectNode request, String group, String resource) {
    ((ObjectNode) request.get("resource")).put("group", group).put("resource", resource);
  }

  @ParameterizedTest
  @MethodSource("spoiled")
  void saysWhatIsWrong(String expected, JsonNode review) {
    Rejection rejection = rejected(read(review));
    assertThat(rejection.status()).isEqualTo(400);
    assertThat(rejection.text()).contains(expected).doesNotContain("\n");
  }

  @Test
  void aNameThatIsMissingEverywhereIsSaid() {
    request.remove("name");
    object.remove("metadata");
    assertThat(rejected(read(review)).text())
        .isEqualTo("'' names no pod; expected request.name or object.metadata.name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "\"text\"", "{} {}", "{\"kind\": }", "\u0000", "not json"})
  void refusesWhatIsNoJsonObject(String body) {
    Rejection rejection = rejected(read(body));
    assertThat(rejection.status()).isEqualTo(400);
    assertThat(rejection.text()).startsWith("the body is no ");
  }

  @Test
  void refusesJsonNestedWithoutEnd() {
    assertThat(rejected(read("[".repeat(100_000))).text()).contains("nesting depth");
  }

  @Test
  void neverThrowsWhateverIsSent() {
    long seed = 20260501;
    Random random = new Random(seed);
    byte[] golden = review.toString().getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] body = Arrays.copyOf(golden, golden.length - random.nextInt(3));
      for (int i = random.nextInt(4); i >= 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      String shown = "seed " + seed + ", round " + round;
      assertThatCode(() -> AdmissionReviews.readEviction("application/json", body))
          .as(shown)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void readsUpToTheBoundAndNotBeyond() {
    String body = review.toString();
    byte[] largest =
        (body + " ".repeat(AdmissionReviews.MAX_BYTES - body.length()))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(AdmissionReviews.readEviction("application/json", largest))
        .isInstanceOf(EvictionCall.class);

    byte[] larger = new byte[AdmissionReviews.MAX_BYTES + 1];
    Rejection rejection = rejected(AdmissionReviews.readEviction("application/json", larger));
    assertThat(rejection.status()).isEqualTo(413);
    assertThat(rejection.text()).contains("3 MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/yaml", "application/jsonx", "a\r\nb"})
  void refusesOtherContentTypes(String contentType) {
    Rejection rejection = rejected(AdmissionReviews.readEviction(contentType, new byte[0]));
    assertThat(rejection.status()).isEqualTo(415);
    assertThat(rejection.text()).endsWith("; expected application/json").doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON", "application/json; charset=utf-8"})
  void takesJsonHoweverItIsWritten(String contentType) {
    assertThat(AdmissionReviews.rejectType(contentType)).isEmpty();
  }

  @Test
  void aCallHasRealNames() {
    Optional<String> none = Optional.empty();
    assertThatThrownBy(() -> new EvictionCall("u", "shop", "a/b", none, false, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EvictionCall("u", "a.b", "web", none, false, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EvictionCall("", "shop", "web", none, false, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EvictionCall("u", "shop", "web", Optional.of(""), false, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new EvictionCall("u", "a".repeat(63), "b".repeat(253), none, false, "").dryRun())
        .isFalse();
  }

  private static Rejection rejected(Reading reading) {
    assertThat(reading).isInstanceOf(Rejection.class);
    return (Rejection) reading;
  }
}
