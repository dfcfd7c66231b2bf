package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.backstop.BudgetChange;
import io.github.spotaware.selector.LabelSelector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reviews about PodDisruptionBudgets, as recorded from a real API server. */
class BudgetReviewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode recorded(String operation) {
    try (InputStream in =
        BudgetReviewsTest.class.getResourceAsStream("/admission/budget-" + operation + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(JsonNode review) {
    return AdmissionReviews.readBudget(
        "application/json", review.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static BudgetCall call(JsonNode review) {
    assertThat(read(review)).isInstanceOf(BudgetCall.class);
    return (BudgetCall) read(review);
  }

  private static ObjectNode request(ObjectNode review) {
    return (ObjectNode) review.get("request");
  }

  private static ObjectNode spec(ObjectNode review) {
    return (ObjectNode) request(review).get("object").get("spec");
  }

  @Test
  void readsWhatANewOneSelects() {
    BudgetCall call = call(recorded("create"));

    assertThat(call.change())
        .isEqualTo(
            new BudgetChange(
                "shop", "web1", LabelSelector.parse("app=web,tier in (front,api),!canary"), false));
    assertThat(call.user()).isEqualTo("kubernetes-admin");
  }

  @Test
  void readsWhatAChangedOneSelectsFromNowOn() {
    assertThat(call(recorded("update")).change().selector())
        .isEqualTo(LabelSelector.parse("app=api,tier in (front,api),!canary"));
  }

  @Test
  void noSelectorSelectsNothingAndAnEmptyOneEverything() {
    ObjectNode review = recorded("create");
    spec(review).remove("selector");
    assertThat(call(review).change().selector()).isEqualTo(LabelSelector.nothing());
    spec(review).putObject("selector");
    assertThat(call(review).change().selector()).isEqualTo(LabelSelector.everything());
  }

  @Test
  void readsADryRun() {
    ObjectNode review = recorded("create");
    request(review).put("dryRun", true);
    assertThat(call(review).change().dryRun()).isTrue();
  }

  static Stream<Arguments> spoilt() {
    return Stream.of(
        argumentSet(
            "another resource",
            (Consumer<ObjectNode>)
                review -> ((ObjectNode) request(review).get("resource")).put("resource", "pods"),
            "expected 'poddisruptionbudgets.policy'"),
        argumentSet(
            "DELETE",
            (Consumer<ObjectNode>) review -> request(review).put("operation", "DELETE"),
            "expected CREATE or UPDATE"),
        argumentSet(
            "a namespace that is none",
            (Consumer<ObjectNode>) review -> request(review).put("namespace", "a/b"),
            "names no namespace"),
        argumentSet(
            "no object",
            (Consumer<ObjectNode>) review -> request(review).remove("object"),
            "request.object is missing"),
        argumentSet(
            "no name",
            (Consumer<ObjectNode>)
                review ->
                    ((ObjectNode) request(review).get("object").get("metadata")).remove("name"),
            "names no PodDisruptionBudget"),
        argumentSet(
            "an operator that is none",
            (Consumer<ObjectNode>)
                review ->
                    spec(review)
                        .putObject("selector")
                        .putArray("matchExpressions")
                        .addObject()
                        .put("key", "app")
                        .put("operator", "Like"),
            "object.spec.selector is none: \"Like\" is not an operator"),
        argumentSet(
            "values that are no texts",
            (Consumer<ObjectNode>)
                review ->
                    spec(review)
                        .putObject("selector")
                        .putArray("matchExpressions")
                        .addObject()
                        .put("key", "app")
                        .put("operator", "In")
                        .putArray("values")
                        .add(1),
            "values[] is not a string"));
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void rejects(Consumer<ObjectNode> spoil, String why) {
    ObjectNode review = recorded("create");
    spoil.accept(review);
    Reading read = read(review);
    assertThat(read).isInstanceOf(Rejection.class);
    assertThat(((Rejection) read).text()).contains(why);
  }
}
