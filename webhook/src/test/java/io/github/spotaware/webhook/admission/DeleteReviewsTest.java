package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reviews about the deletes of pods, as recorded from a real API server. */
class DeleteReviewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode recorded(String name) {
    try (InputStream in =
        DeleteReviewsTest.class.getResourceAsStream("/admission/" + name + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** By {@code kubectl delete pod}. */
  private static ObjectNode recorded() {
    return recorded("pod-delete");
  }

  private static Reading read(ObjectNode review) {
    return AdmissionReviews.readDelete(
        "application/json", review.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static DeleteCall call(ObjectNode review) {
    assertThat(read(review)).isInstanceOf(DeleteCall.class);
    return (DeleteCall) read(review);
  }

  private static DeleteCall changed(Consumer<ObjectNode> change) {
    ObjectNode review = recorded();
    change.accept(review);
    return call(review);
  }

  private static ObjectNode request(ObjectNode review) {
    return (ObjectNode) review.get("request");
  }

  private static ObjectNode options(ObjectNode review) {
    return (ObjectNode) request(review).get("options");
  }

  private static ObjectNode metadata(ObjectNode review) {
    return (ObjectNode) request(review).get("oldObject").get("metadata");
  }

  @Test
  void readsADelete() {
    ObjectNode review = recorded();
    assertThat(call(review))
        .isEqualTo(
            new DeleteCall(
                request(review).get("uid").asText(),
                "default",
                "web-7887448d46-glb7q",
                Optional.of("05141830-8317-43b5-aa93-fc4634850e86"),
                false,
                false,
                false,
                "kubernetes-admin"));
  }

  @Test
  void ofACollectionThePodsNameIsThatOfTheObject() {
    ObjectNode review = recorded("pod-delete-of-collection");
    assertThat(request(review).has("name")).as("the request names a pod").isFalse();
    assertThat(call(review).podName()).isEqualTo(metadata(review).get("name").asText());
    assertThat(call(review).forced()).as("it says no grace period").isFalse();
  }

  @Test
  void tellsWhatIsTerminating() {
    assertThat(changed(it -> metadata(it).put("deletionTimestamp", "2026-11-25T14:36:56Z")))
        .returns(true, DeleteCall::terminating);
    assertThat(changed(it -> metadata(it).putNull("deletionTimestamp")))
        .returns(false, DeleteCall::terminating);
  }

  @Test
  void tellsWhatIsForced() {
    assertThat(changed(it -> options(it).put("gracePeriodSeconds", 0)).forced()).isTrue();
    assertThat(changed(it -> options(it).put("gracePeriodSeconds", 1)).forced()).isFalse();
    assertThat(changed(it -> options(it).put("gracePeriodSeconds", -1)).forced()).isFalse();
    assertThat(changed(it -> options(it).put("gracePeriodSeconds", 1L << 32)).forced())
        .as("one whose lower 32 bits are 0")
        .isFalse();
    assertThat(changed(it -> options(it).put("gracePeriodSeconds", BigInteger.ONE.shiftLeft(64))))
        .as("one whose lower 64 bits are 0")
        .returns(false, DeleteCall::forced);
    assertThat(changed(it -> options(it).remove("gracePeriodSeconds")).forced()).isFalse();
    assertThat(changed(it -> request(it).putNull("options")).forced()).isFalse();
  }

  @Test
  void aDryRunIsOneInTheRequestOrInTheOptions() {
    assertThat(changed(it -> request(it).put("dryRun", true)).dryRun()).isTrue();
    assertThat(changed(it -> options(it).putArray("dryRun").add("All")).dryRun()).isTrue();
  }

  @Test
  void whatIsUnsetIsNothing() {
    DeleteCall call =
        changed(it -> {
          request(it).putNull("oldObject");
          request(it).remove("userInfo");
          request(it).remove("options");
        });
    assertThat(call.podUid()).isEmpty();
    assertThat(call.terminating()).isFalse();
    assertThat(call.user()).isEmpty();
  }

  static Stream<Arguments> spoiled() {
    return Stream.of(
        spoiled(
            "asked about 'pods/eviction'; expected 'pods'",
            it -> request(it).put("subResource", "eviction")),
        spoiled(
            "asked about 'nodes'; expected 'pods'",
            it -> ((ObjectNode) request(it).get("resource")).put("resource", "nodes")),
        spoiled(
            "operation 'CREATE'; expected DELETE", it -> request(it).put("operation", "CREATE")),
        spoiled("request.namespace '' names no namespace", it -> request(it).remove("namespace")),
        spoiled("request.uid is missing", it -> request(it).remove("uid")),
        spoiled(
            "'' names no pod; expected request.name or oldObject.metadata.name",
            it -> {
              request(it).remove("name");
              metadata(it).remove("name");
            }),
        spoiled("'a/b' names no pod", it -> request(it).put("name", "a/b")),
        spoiled(
            "request.options.gracePeriodSeconds is not a whole number",
            it -> options(it).put("gracePeriodSeconds", "0")),
        spoiled(
            "request.oldObject.metadata.deletionTimestamp is not a string",
            it -> metadata(it).put("deletionTimestamp", 1)));
  }

  private static Arguments spoiled(String expected, Consumer<ObjectNode> change) {
    ObjectNode review = recorded();
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

  @Test
  void neverThrowsWhateverIsSent() {
    long seed = 20261125;
    Random random = new Random(seed);
    byte[] recorded = recorded().toString().getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] body = recorded.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> AdmissionReviews.readDelete("application/json", body))
          .as("seed " + seed + ", round " + round)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aCallNamesItsReviewAndItsPod() {
    Optional<String> none = Optional.empty();
    assertThatThrownBy(() -> new DeleteCall("", "shop", "web", none, false, false, false, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeleteCall("u", "a.b", "web", none, false, false, false, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeleteCall("u", "shop", "a/b", none, false, false, false, ""))
        .isInstanceOf(IllegalArgumentException.class);
    Optional<String> blank = Optional.of(" ");
    assertThatThrownBy(() -> new DeleteCall("u", "shop", "web", blank, false, false, false, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
