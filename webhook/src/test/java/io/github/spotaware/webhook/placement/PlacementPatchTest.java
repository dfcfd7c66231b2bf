package io.github.spotaware.webhook.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.github.spotaware.placement.Placement.Preferences;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.PodCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server makes of the patch, by a JSON Patch of another's. */
class PlacementPatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Preferences ALL =
      new Preferences(
          new DeploymentRef("shop", "web"),
          LabelSelector.parse("app=web,tier in (a,b),!canary"),
          List.of("n1", "n2"),
          LabelSelector.parse("capacity=on-demand,fast"));

  private static final String AWAY_FROM_SIBLINGS =
      """
      {"weight": 100, "podAffinityTerm": {
        "topologyKey": "kubernetes.io/hostname",
        "labelSelector": {"matchExpressions": [
          {"key": "app", "operator": "In", "values": ["web"]},
          {"key": "canary", "operator": "DoesNotExist"},
          {"key": "tier", "operator": "In", "values": ["a", "b"]}]}}}\
      """;
  private static final String AWAY_FROM_NODES =
      """
      {"weight": 100, "preference": {"matchFields": [
        {"key": "metadata.name", "operator": "NotIn", "values": ["n1"]},
        {"key": "metadata.name", "operator": "NotIn", "values": ["n2"]}]}}\
      """;
  private static final String TO_NODES =
      """
      {"weight": 50, "preference": {"matchExpressions": [
        {"key": "capacity", "operator": "In", "values": ["on-demand"]},
        {"key": "fast", "operator": "Exists"}]}}\
      """;
  private static final String THEIRS_PODS =
      """
      {"weight": 7, "podAffinityTerm": {"topologyKey": "zone", "labelSelector": {}}}\
      """;
  private static final String THEIRS_NODES =
      """
      {"weight": 1, "preference": {"matchExpressions": [{"key": "x", "operator": "Exists"}]}}\
      """;
  private static final String REQUIRED_NODES =
      """
      {"nodeSelectorTerms": [{"matchExpressions": [{"key": "arm", "operator": "DoesNotExist"}]}]}\
      """;
  private static final String REQUIRED_PODS =
      """
      [{"topologyKey": "zone", "labelSelector": {"matchLabels": {"a": "b"}}}]\
      """;

  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String preferred(String... terms) {
    return "\"" + PREFERRED + "\": [" + String.join(",", terms) + "]";
  }

  private static String required(String value) {
    return "\"" + REQUIRED + "\": " + value;
  }

  /** Fields of an affinity, as JSON. */
  private static String affinity(String podAntiAffinity, String nodeAffinity) {
    return "{\"podAntiAffinity\": {"
        + podAntiAffinity
        + "}, \"nodeAffinity\": {"
        + nodeAffinity
        + "}}";
  }

  private static ObjectNode pod(String affinity) {
    ObjectNode pod = JSON.createObjectNode();
    ObjectNode spec = pod.putObject("spec");
    spec.put("schedulerName", "default-scheduler");
    if (!affinity.isEmpty()) {
      spec.set("affinity", json(affinity));
    }
    return pod;
  }

  /** As the API server asks about it. */
  private static PodCall call(ObjectNode pod) {
    ObjectNode review = JSON.createObjectNode();
    review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
    ObjectNode request = review.putObject("request");
    request.put("uid", "u-1").put("operation", "CREATE").put("namespace", "shop");
    request.putObject("resource").put("group", "").put("resource", "pods");
    request.set("object", pod);
    return (PodCall)
        AdmissionReviews.readPod(
            "application/json", review.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode patched(ObjectNode pod, Preferences preferences) {
    return JsonPatch.apply(json(PlacementPatch.of(call(pod).present(), preferences)), pod);
  }

  static Stream<Arguments> affinities() {
    String added = affinity(preferred(AWAY_FROM_SIBLINGS), preferred(AWAY_FROM_NODES, TO_NODES));
    return Stream.of(
        argumentSet("no affinity", "", added),
        argumentSet("null", "null", added),
        argumentSet("an empty one", "{}", added),
        argumentSet("parents without lists", affinity("", ""), added),
        argumentSet(
            "parents that are null", "{\"podAntiAffinity\": null, \"nodeAffinity\": null}", added),
        argumentSet("empty lists", affinity(preferred(), preferred()), added),
        argumentSet(
            "lists that are null",
            affinity("\"" + PREFERRED + "\": null", "\"" + PREFERRED + "\": null"),
            added),
        argumentSet("one parent only", "{\"nodeAffinity\": {}}", added),
        argumentSet(
            "preferences of the owner's come first",
            affinity(preferred(THEIRS_PODS), preferred(THEIRS_NODES)),
            affinity(
                preferred(THEIRS_PODS, AWAY_FROM_SIBLINGS),
                preferred(THEIRS_NODES, AWAY_FROM_NODES, TO_NODES))),
        argumentSet(
            "requirements stay as they are",
            affinity(required(REQUIRED_PODS), required(REQUIRED_NODES)),
            affinity(
                required(REQUIRED_PODS) + "," + preferred(AWAY_FROM_SIBLINGS),
                required(REQUIRED_NODES) + "," + preferred(AWAY_FROM_NODES, TO_NODES))),
        argumentSet(
            "an affinity to pods stays",
            "{\"podAffinity\": {" + preferred(THEIRS_PODS) + "}}",
            "{\"podAffinity\": {" + preferred(THEIRS_PODS) + "}," + added.substring(1)));
  }

  @ParameterizedTest
  @MethodSource("affinities")
  void appendsToWhatThereIs(String before, String after) {
    assertThat(patched(pod(before), ALL)).isEqualTo(pod(after));
  }

  static Stream<Arguments> parts() {
    Preferences siblings =
        new Preferences(ALL.deployment(), ALL.siblings(), List.of(), LabelSelector.everything());
    return Stream.of(
        argumentSet(
            "siblings alone",
            siblings,
            "{\"podAntiAffinity\": {" + preferred(AWAY_FROM_SIBLINGS) + "}}"),
        argumentSet(
            "and nodes to avoid",
            new Preferences(
                ALL.deployment(), ALL.siblings(), ALL.avoided(), LabelSelector.everything()),
            affinity(preferred(AWAY_FROM_SIBLINGS), preferred(AWAY_FROM_NODES))),
        argumentSet(
            "and nodes to prefer",
            new Preferences(ALL.deployment(), ALL.siblings(), List.of(), ALL.preferred()),
            affinity(preferred(AWAY_FROM_SIBLINGS), preferred(TO_NODES))));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void addsOnlyWhatIsPreferred(Preferences preferences, String after) {
    assertThat(patched(pod(""), preferences)).isEqualTo(pod(after));
  }

  @Test
  void onlyEverAddsAndNothingRequired() {
    ArrayNode operations =
        (ArrayNode)
            json(
                PlacementPatch.of(call(pod(affinity("", preferred(THEIRS_NODES)))).present(), ALL));
    assertThat(operations).isNotEmpty();
    assertThat(operations)
        .allSatisfy(operation -> {
          assertThat(operation.get("op").asText()).isEqualTo("add");
          assertThat(operation.get("path").asText()).startsWith("/spec/affinity");
          assertThat(operation.toString()).doesNotContain(REQUIRED);
        });
  }
}
