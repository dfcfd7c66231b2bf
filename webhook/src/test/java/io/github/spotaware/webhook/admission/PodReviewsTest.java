package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reviews about pods, as recorded from a real API server. */
class PodReviewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NODE_AFFINITY = "/spec/affinity/nodeAffinity";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  private static ObjectNode recorded() {
    try (InputStream in = PodReviewsTest.class.getResourceAsStream("/admission/pod-create.json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(ObjectNode review) {
    return AdmissionReviews.readPod(
        "application/json", review.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static PodCall call(ObjectNode review) {
    assertThat(read(review)).isInstanceOf(PodCall.class);
    return (PodCall) read(review);
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

  private static ObjectNode owner(ObjectNode review) {
    return (ObjectNode) metadata(review).get("ownerReferences").get(0);
  }

  private static ObjectNode nodeAffinity(ObjectNode review) {
    return (ObjectNode) spec(review).get("affinity").get("nodeAffinity");
  }

  @Test
  void readsACreation() {
    ObjectNode review = recorded();
    PodCall call = call(review);
    assertThat(call.reviewUid()).isEqualTo(request(review).get("uid").asText()).isNotBlank();
    assertThat(call.name()).matches("web-[0-9a-z]+-");
    assertThat(call.pod().namespace()).isEqualTo("shop");
    assertThat(call.pod().labels())
        .containsOnlyKeys("app", "pod-template-hash")
        .containsEntry("app", "web");
    assertThat(call.pod().ofReplicaSet()).isTrue();
    assertThat(call.present())
        .containsExactlyInAnyOrder(
            "/spec/affinity", NODE_AFFINITY, NODE_AFFINITY + "/" + PREFERRED);
  }

  @Test
  void aDryRunIsReadAlike() {
    ObjectNode review = recorded();
    request(review).put("dryRun", true);
    assertThat(call(review)).isEqualTo(call(recorded()));
  }

  @Test
  void aNameIsPreferredToTheBeginningOfOne() {
    ObjectNode review = recorded();
    metadata(review).put("name", "web-1");
    assertThat(call(review).name()).isEqualTo("web-1");
  }

  @Test
  void whatIsUnsetIsNothing() {
    ObjectNode review = recorded();
    request(review).putObject("object");
    PodCall call = call(review);
    assertThat(call.pod().labels()).isEqualTo(Map.of());
    assertThat(call.pod().ofReplicaSet()).isFalse();
    assertThat(call.name()).isEmpty();
    assertThat(call.present()).isEmpty();
  }

  static Stream<Arguments> owners() {
    return Stream.of(
        owned("a ReplicaSet", true, it -> {}),
        owned("a Job", false, it -> owner(it).put("kind", "Job")),
        owned("one that does not control it", false, it -> owner(it).put("controller", false)),
        owned("one that does not say", false, it -> owner(it).remove("controller")),
        owned("nobody", false, it -> metadata(it).remove("ownerReferences")),
        owned(
            "another before it",
            true,
            it ->
                metadata(it)
                    .withArrayProperty("ownerReferences")
                    .insertObject(0)
                    .put("kind", "Backup")));
  }

  private static Arguments owned(String name, boolean expected, Consumer<ObjectNode> change) {
    ObjectNode review = recorded();
    change.accept(review);
    return argumentSet(name, review, expected);
  }

  @ParameterizedTest
  @MethodSource("owners")
  void tellsWhoControlsIt(ObjectNode review, boolean ofReplicaSet) {
    assertThat(call(review).pod().ofReplicaSet()).isEqualTo(ofReplicaSet);
  }

  static Stream<Arguments> affinities() {
    return Stream.of(
        affinity("none", Set.of(), it -> spec(it).remove("affinity")),
        affinity("null", Set.of(), it -> spec(it).putNull("affinity")),
        affinity("empty", Set.of("/spec/affinity"), it -> spec(it).putObject("affinity")),
        affinity(
            "without the list",
            Set.of("/spec/affinity", NODE_AFFINITY),
            it -> nodeAffinity(it).remove(PREFERRED)),
        affinity(
            "the list is null",
            Set.of("/spec/affinity", NODE_AFFINITY),
            it -> nodeAffinity(it).putNull(PREFERRED)),
        affinity(
            "both",
            Set.of(
                "/spec/affinity",
                NODE_AFFINITY,
                NODE_AFFINITY + "/" + PREFERRED,
                "/spec/affinity/podAntiAffinity",
                "/spec/affinity/podAntiAffinity/" + PREFERRED),
            it ->
                ((ObjectNode) spec(it).get("affinity"))
                    .putObject("podAntiAffinity")
                    .putArray(PREFERRED)));
  }

  private static Arguments affinity(
      String name, Set<String> expected, Consumer<ObjectNode> change) {
    ObjectNode review = recorded();
    change.accept(review);
    return argumentSet(name, review, expected);
  }

  @ParameterizedTest
  @MethodSource("affinities")
  void tellsWhatAPatchCanAddTo(ObjectNode review, Set<String> present) {
    assertThat(call(review).present()).isEqualTo(present);
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
            "operation 'UPDATE'; expected CREATE", it -> request(it).put("operation", "UPDATE")),
        spoiled("request.namespace '' names no namespace", it -> request(it).remove("namespace")),
        spoiled("request.uid is missing", it -> request(it).remove("uid")),
        spoiled("request.object is missing", it -> request(it).putNull("object")),
        spoiled(
            "request.object.metadata.labels.app is not a string",
            it -> metadata(it).putObject("labels").put("app", 1)),
        spoiled(
            "request.object.metadata.ownerReferences is not a list",
            it -> metadata(it).put("ownerReferences", "x")),
        spoiled(
            "request.object.metadata.ownerReferences[].controller is not a boolean",
            it -> owner(it).put("controller", "yes")),
        spoiled(
            "request.object.spec.affinity is not an object", it -> spec(it).put("affinity", "x")),
        spoiled(
            "request.object.spec.affinity.nodeAffinity is not an object",
            it -> spec(it).putObject("affinity").put("nodeAffinity", 1)),
        spoiled(
            "request.object.spec.affinity.nodeAffinity." + PREFERRED + " is not a list",
            it -> nodeAffinity(it).putObject(PREFERRED)));
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
      assertThatCode(() -> AdmissionReviews.readPod("application/json", body))
          .as("seed " + seed + ", round " + round)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aCallNamesItsReview() {
    PodCall call = call(recorded());
    assertThatThrownBy(() -> new PodCall(" ", call.pod(), call.name(), call.present()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
