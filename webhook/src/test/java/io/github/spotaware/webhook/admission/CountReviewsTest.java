package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.guard.CountWrite;
import io.github.spotaware.schedule.DeploymentRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews about counts, as recorded from a real API server. */
class CountReviewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OURS = Set.of("spot-aware-webhook");

  private static ObjectNode recorded(String writer) {
    try (InputStream in =
        CountReviewsTest.class.getResourceAsStream("/admission/count-" + writer + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(JsonNode review) {
    return AdmissionReviews.readCount(
        "application/json", review.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static CountCall call(JsonNode review) {
    assertThat(read(review)).isInstanceOf(CountCall.class);
    return (CountCall) read(review);
  }

  private static ObjectNode object(ObjectNode review, String which) {
    return (ObjectNode) review.get("request").get(which);
  }

  private static JsonNode managedFields(ObjectNode review, String which) {
    return object(review, which).get("metadata").get("managedFields");
  }

  private static JsonNode kept(ObjectNode review) throws IOException {
    return JSON.readTree(call(review).managedFields());
  }

  private static JsonNode entry(JsonNode entries, String manager) {
    for (JsonNode entry : entries) {
      if (entry.get("manager").asText().equals(manager)) {
        return entry;
      }
    }
    throw new AssertionError("no entry of " + manager + " in " + entries);
  }

  @ParameterizedTest
  @ValueSource(strings = {"apply", "scale", "server-side-apply"})
  void readsWhoWritesWhat(String writer) {
    ObjectNode review = recorded(writer);
    String uid = object(review, "oldObject").get("metadata").get("uid").asText();

    CountCall call = call(review);

    assertThat(call.write())
        .isEqualTo(
            new CountWrite(
                new DeploymentRef("shop", "web"), uid, OURS, 2, 1, writer.equals("scale"), false));
    assertThat(call.user()).isEqualTo("kubernetes-admin");
  }

  /** Nothing else has changed hands, so nothing is left to be stored. */
  @ParameterizedTest
  @ValueSource(strings = {"apply", "scale"})
  void whoOnlyWritesTheCountLeavesNoTrace(String writer) throws IOException {
    ObjectNode review = recorded(writer);

    assertThat(kept(review)).isEqualTo(managedFields(review, "oldObject"));
  }

  @Test
  void whoAppliesOtherFieldsAsWellGetsThemWithoutTheCount() throws IOException {
    ObjectNode review = recorded("server-side-apply");
    JsonNode applied = entry(managedFields(review, "object"), "gitops");

    JsonNode kept = kept(review);

    ObjectNode expected = applied.deepCopy();
    ((ObjectNode) expected.get("fieldsV1").get("f:spec")).remove("f:replicas");
    assertThat(entry(kept, "gitops")).isEqualTo(expected);
    assertThat(entry(kept, "spot-aware-webhook").get("fieldsV1").toString())
        .isEqualTo("{\"f:spec\":{\"f:replicas\":{}}}");
    assertThat(kept.size()).isEqualTo(managedFields(review, "object").size() + 1);
  }

  /** The same apply again: its entry was stored without the count before. */
  @Test
  void theSecondTimeItLeavesNoTrace() throws IOException {
    ObjectNode review = recorded("server-side-apply");
    ((ObjectNode) object(review, "oldObject").get("metadata")).set("managedFields", kept(review));
    ObjectNode later = (ObjectNode) entry(managedFields(review, "object"), "gitops");
    later.put("time", "2030-01-01T00:00:00Z");

    assertThat(kept(review)).isEqualTo(managedFields(review, "oldObject"));
  }

  @Test
  void oneWhoKeepsOwningTheCountStaysItsOwner() throws IOException {
    ObjectNode review = recorded("scale");
    ObjectNode own = (ObjectNode) managedFields(review, "oldObject").get(0);
    ObjectNode now = (ObjectNode) managedFields(review, "object").get(0);
    own.setAll(now);

    assertThat(call(review).write().writers()).containsExactly("kubectl");
    assertThat(kept(review)).isEqualTo(managedFields(review, "oldObject"));
  }

  @Test
  void withoutManagedFieldsThereIsNothingToGiveBack() {
    ObjectNode review = recorded("scale");
    for (String which : new String[] {"object", "oldObject"}) {
      ((ObjectNode) object(review, which).get("metadata")).remove("managedFields");
    }

    assertThat(call(review).managedFields()).isEmpty();
    assertThat(call(review).write().writers()).isEmpty();
  }

  /** autoscaling/v1 leaves a 0 out. */
  @Test
  void anAbsentCountIsZeroInAScaleAndOneInADeployment() {
    ObjectNode scale = recorded("scale");
    ((ObjectNode) object(scale, "object").get("spec")).remove("replicas");
    ObjectNode deployment = recorded("apply");
    ((ObjectNode) object(deployment, "object").get("spec")).remove("replicas");

    assertThat(call(scale).write().after()).isZero();
    assertThat(call(deployment).write().after()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spot-aware-webhook", "spot-aware-scaler"})
  void knowsOurOwn(String account) {
    ObjectNode review = recorded("apply");
    object(review, "userInfo").put("username", "system:serviceaccount:spot-scaling:" + account);

    assertThat(call(review).write().ours()).isTrue();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            "another resource",
            request -> request.withObjectProperty("resource").put("resource", "replicasets"),
            "expected 'deployments.apps/scale'"),
        wrong(
            "another subresource",
            request -> request.put("subResource", "status"),
            "expected 'deployments.apps'"),
        wrong("a creation", request -> request.put("operation", "CREATE"), "expected UPDATE"),
        wrong("no name", request -> request.put("name", "../x"), "names no Deployment"),
        wrong("no namespace", request -> request.put("namespace", "A/b"), "names no namespace"),
        wrong("no object", request -> request.remove("object"), "request.object is missing"),
        wrong("no old one", request -> request.remove("oldObject"), "request.oldObject is missing"),
        wrong(
            "a count that is none",
            request ->
                request
                    .withObjectProperty("object")
                    .withObjectProperty("spec")
                    .put("replicas", "1"),
            "is not a whole number"));
  }

  private static Arguments wrong(String what, Consumer<ObjectNode> change, String text) {
    return argumentSet(what, change, text);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void rejectsWhatCantBeJudged(Consumer<ObjectNode> change, String text) {
    ObjectNode review = recorded("scale");
    change.accept((ObjectNode) review.get("request"));

    assertThat(read(review))
        .isInstanceOfSatisfying(
            Rejection.class,
            rejection -> {
              assertThat(rejection.status()).isEqualTo(400);
              assertThat(rejection.text()).contains(text);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null                                         | managedFields[] is not an object",
        "{\"fieldsV1\":\"x\"}                         | managedFields[].fieldsV1 is not an object",
        "{\"fieldsV1\":{\"f:spec\":[]}}               | fieldsV1.f:spec is not an object",
      })
  void managedFieldsThatAreNoneAreTurnedAway(String entry, String problem) throws IOException {
    for (String which : new String[] {"object", "oldObject"}) {
      ObjectNode review = recorded("apply");
      ((ArrayNode) managedFields(review, which)).insert(0, JSON.readTree(entry));
      assertThat(read(review))
          .isInstanceOfSatisfying(
              Rejection.class,
              rejection ->
                  assertThat(rejection.text())
                      .startsWith("request." + which + ".metadata.managedFields[]")
                      .contains(problem));
    }
  }

  /** Who has the count before and something else than fields after: nothing can be given back. */
  @Test
  void anOwnerWhoseFieldsAreOfAnotherTypeNowIsTurnedAway() {
    ObjectNode review = recorded("server-side-apply");
    String owner = "spot-aware-webhook";
    ObjectNode was = (ObjectNode) entry(managedFields(review, "oldObject"), owner);
    ObjectNode now = was.deepCopy();
    now.put("fieldsV1", 1);
    ((ArrayNode) managedFields(review, "object")).add(now);
    assertThat(read(review)).isInstanceOf(Rejection.class);
  }
}
