package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reviews about Nodes, as recorded from a real API server. */
class NodeReviewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode recorded(String change) {
    try (InputStream in =
        NodeReviewsTest.class.getResourceAsStream("/admission/node-" + change + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(ObjectNode review) {
    return AdmissionReviews.readNode(
        "application/json", review.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static NodeCall call(ObjectNode review) {
    assertThat(read(review)).isInstanceOf(NodeCall.class);
    return (NodeCall) read(review);
  }

  private static ObjectNode request(ObjectNode review) {
    return (ObjectNode) review.get("request");
  }

  private static ObjectNode spec(ObjectNode review, String object) {
    return (ObjectNode) request(review).get(object).get("spec");
  }

  private static void taint(ObjectNode spec, String key) {
    ArrayNode taints = spec.withArrayProperty("taints");
    taints.addObject().put("key", key).put("effect", "NoSchedule");
  }

  @Test
  void readsACordon() {
    NodeCall call = call(recorded("cordon"));
    assertThat(call.name()).isEqualTo("node-1");
    assertThat(call.reviewUid())
        .isEqualTo(request(recorded("cordon")).get("uid").asText())
        .isNotBlank();
    assertThat(call.becomesUnschedulable()).isTrue();
    assertThat(call.newTaints()).isEmpty();
    assertThat(call.deleted()).isFalse();
    assertThat(call.dryRun()).isFalse();
  }

  @Test
  void readsATaint() {
    NodeCall call = call(recorded("taint"));
    assertThat(call.becomesUnschedulable()).isFalse();
    assertThat(call.newTaints()).containsExactly("karpenter.sh/disrupted");
  }

  @Test
  void readsADeletion() {
    NodeCall call = call(recorded("delete"));
    assertThat(call.name()).isEqualTo("node-3");
    assertThat(call.deleted()).isTrue();
    assertThat(call.becomesUnschedulable()).isFalse();
    assertThat(call.newTaints()).isEmpty();
  }

  @Test
  void whatWasSoBeforeIsNoChange() {
    ObjectNode review = recorded("cordon");
    spec(review, "oldObject").put("unschedulable", true);
    assertThat(call(review).becomesUnschedulable()).isFalse();

    review = recorded("taint");
    taint(spec(review, "oldObject"), "karpenter.sh/disrupted");
    taint(spec(review, "object"), "example.com/other");
    assertThat(call(review).newTaints()).containsExactly("example.com/other");
  }

  @Test
  void whatEndsIsNoChange() {
    ObjectNode review = recorded("taint");
    taint(spec(review, "oldObject"), "example.com/ended");
    spec(review, "oldObject").put("unschedulable", true);
    assertThat(call(review).newTaints()).containsExactly("karpenter.sh/disrupted");
    assertThat(call(review).becomesUnschedulable()).isFalse();
  }

  @Test
  void knowsADryRun() {
    ObjectNode review = recorded("cordon");
    request(review).put("dryRun", true);
    assertThat(call(review).dryRun()).isTrue();
  }

  @Test
  void takesTheNameOfTheObjectWhereACollectionIsDeleted() {
    ObjectNode review = recorded("delete");
    request(review).remove("name");
    assertThat(call(review).name()).isEqualTo("node-3");
  }

  @Test
  void needsNoSpec() {
    ObjectNode review = recorded("cordon");
    ((ObjectNode) request(review).get("object")).remove("spec");
    ((ObjectNode) request(review).get("oldObject")).putNull("spec");
    assertThat(call(review).becomesUnschedulable()).isFalse();
  }

  static Stream<Arguments> spoiled() {
    return Stream.of(
        spoiled(
            "asked about 'nodes/status'; expected 'nodes'", it -> it.put("subResource", "status")),
        spoiled(
            "asked about 'pods'; expected 'nodes'",
            it -> ((ObjectNode) it.get("resource")).put("resource", "pods")),
        spoiled(
            "operation 'CREATE'; expected UPDATE or DELETE", it -> it.put("operation", "CREATE")),
        spoiled("operation ''", it -> it.remove("operation")),
        spoiled("'../x' names no node", it -> it.put("name", "../x")),
        spoiled("request.uid is missing", it -> it.remove("uid")),
        spoiled("request.object is not an object", it -> it.put("object", 1)),
        spoiled(
            "request.object.spec.unschedulable is not a boolean",
            it -> specOf(it).put("unschedulable", "true")),
        spoiled("request.object.spec.taints is not a list", it -> specOf(it).put("taints", "all")),
        spoiled(
            "request.object.spec.taints[] is not an object",
            it -> specOf(it).putArray("taints").add("all")),
        spoiled(
            "request.object.spec.taints[].key is not a string",
            it -> specOf(it).putArray("taints").addObject().put("key", 1)));
  }

  private static ObjectNode specOf(ObjectNode request) {
    return (ObjectNode) request.get("object").get("spec");
  }

  private static Arguments spoiled(String expected, Consumer<ObjectNode> change) {
    ObjectNode review = recorded("cordon");
    change.accept(request(review));
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
    long seed = 20260502;
    Random random = new Random(seed);
    byte[] recorded = recorded("taint").toString().getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 10_000; round++) {
      byte[] body = recorded.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> AdmissionReviews.readNode("application/json", body))
          .as("seed " + seed + ", round " + round)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aCallHasARealName() {
    assertThatThrownBy(() -> new NodeCall("u", "a/b", true, Set.of(), false, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NodeCall("", "a", true, Set.of(), false, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
