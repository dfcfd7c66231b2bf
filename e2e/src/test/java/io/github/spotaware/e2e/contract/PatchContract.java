package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON Patch, merge patch and strategic merge patch. */
abstract class PatchContract extends Contract {
  /** The library's own words are not passed on; ApiFailure tells a failed test by these. */
  private static final String NOT_APPLIED =
      "the server rejected our request due to an error in our request";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op': 'test', 'path': '/metadata/resourceVersion', 'value': '1'}",
        "{'op': 'test', 'path': '/metadata/uid', 'value': 'other'}",
        "{'op': 'test', 'path': '/data/key', 'value': 'other'}",
        "{'op': 'test', 'path': '/data/none', 'value': 'any'}",
        "{'op': 'remove', 'path': '/data/none'}",
        "{'op': 'add', 'path': '/none/such', 'value': 'any'}",
        "{'op': 'replace', 'path': '/none/such', 'value': 'any'}",
      })
  void aJsonPatchThatDoesNotApplyIs422AndDoesNothing(String operation) {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer refused =
        jsonPatch("{'op': 'add', 'path': '/data/first', 'value': 'any'}", operation);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.reason()).isEqualTo("Invalid");
    assertThat(refused.message()).isEqualTo(NOT_APPLIED);
    assertThat(refused.body().at("/details/causes").isMissingNode()).isTrue();
    assertThat(raw().get(configMaps("a")).body()).isEqualTo(made.body());
  }

  @Test
  void aJsonPatchAppliesOnTheVersionRead() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer patched =
        jsonPatch(
            "{'op': 'test', 'path': '/metadata/uid', 'value': '" + made.uid() + "'}",
            "{'op': 'test', 'path': '/metadata/resourceVersion', 'value': '"
                + made.resourceVersion()
                + "'}",
            "{'op': 'replace', 'path': '/data/key', 'value': 'new'}",
            "{'op': 'add', 'path': '/metadata/labels', 'value': {'a/b': 'c', 'd': 'e'}}",
            "{'op': 'remove', 'path': '/metadata/labels/a~1b'}",
            "{'op': 'copy', 'from': '/data/key', 'path': '/data/copy'}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.resourceVersion()).isNotEqualTo(made.resourceVersion());
    assertThat(patched.body().path("data")).isEqualTo(json("{'key': 'new', 'copy': 'new'}"));
    assertThat(patched.body().at("/metadata/labels")).isEqualTo(json("{'d': 'e'}"));
  }

  @Test
  void aJsonPatchAddsToTheEndOfAList() {
    raw().post(deployments(), Samples.deployment("web", 0));

    RawAnswer patched =
        raw()
            .patch(
                deployments("web"),
                RawClient.JSON_PATCH,
                """
                [{"op": "add", "path": "/spec/template/spec/containers/-",
                  "value": {"name": "two", "image": "example.com/two:1"}},
                 {"op": "replace", "path": "/spec/template/spec/containers/0/image",
                  "value": "example.com/main:2"}]
                """);

    assertThat(images(patched)).containsExactly("example.com/main:2", "example.com/two:1");
  }

  @Test
  void aMergePatchSetsAndTakesAway() {
    raw().post(configMaps(), Samples.labelled("a", "\"one\": \"1\", \"two\": \"2\""));

    RawAnswer patched =
        mergePatch("{'metadata': {'labels': {'two': null, 'three': '3'}}, 'data': {'key': null}}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.body().at("/metadata/labels")).isEqualTo(json("{'one': '1', 'three': '3'}"));
    assertThat(patched.text("/data/key")).isEmpty();
  }

  @Test
  void aMergePatchOnAStaleVersionIs409() {
    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));
    String onVersion =
        "{'metadata': {'uid': '%s', 'resourceVersion': '%s'}, 'data': {'key': '%s'}}";

    RawAnswer first = mergePatch(onVersion.formatted(made.uid(), made.resourceVersion(), "new"));
    RawAnswer late = mergePatch(onVersion.formatted(made.uid(), made.resourceVersion(), "late"));
    RawAnswer made2 = mergePatch(onVersion.formatted("other", made.resourceVersion(), "late"));

    assertThat(first.status()).isEqualTo(200);
    assertStatus(late, 409, "Conflict", "a", "configmaps");
    assertThat(late.message()).contains("the object has been modified");
    assertStatus(made2, 409, "Conflict", "a", "configmaps");
    assertThat(raw().get(configMaps("a")).text("/data/key")).isEqualTo("new");
  }

  /** The stale version is what makes it a conflict. */
  @Test
  void aMergePatchOfTheUidAloneIs422() {
    raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer refused = mergePatch("{'metadata': {'uid': 'other'}, 'data': {'key': 'late'}}");

    assertStatus(refused, 422, "Invalid", "a", "ConfigMap");
  }

  @Test
  void aMergePatchReplacesAListAndAStrategicOneMergesItByName() {
    raw().post(deployments(), Samples.deployment("web", 0));
    String image =
        "{'spec': {'template': {'spec': {'containers': [{'name': '%s', 'image': '%s'}]}}}}";

    RawAnswer added = strategic(deployments("web"), image.formatted("two", "example.com/two:1"));
    assertThat(images(added)).containsExactlyInAnyOrder("example.com/main:1", "example.com/two:1");

    RawAnswer changed =
        strategic(deployments("web"), image.formatted("main", "example.com/main:2"));
    assertThat(images(changed))
        .containsExactlyInAnyOrder("example.com/main:2", "example.com/two:1");

    RawAnswer replaced =
        raw()
            .patch(
                deployments("web"),
                RawClient.MERGE_PATCH,
                quoted(image.formatted("three", "example.com/three:1")));
    assertThat(images(replaced)).containsExactly("example.com/three:1");
  }

  @Test
  void aStrategicPatchTakesAway() {
    raw().post(deployments(), Samples.deployment("web", 0));
    strategic(
        deployments("web"),
        "{'spec': {'template': {'spec': {'containers': [{'name': 'two', 'image': 'two'}]}}}}");

    RawAnswer patched =
        strategic(
            deployments("web"),
            "{'spec': {'template': {'spec': {'containers': [{'name': 'two', '$patch':"
                + " 'delete'}]}}}}");

    assertThat(images(patched)).containsExactly("example.com/main:1");
  }

  @Test
  void aStrategicPatchMergesConditionsByType() {
    raw().post(pods(), Samples.pendingPod("a"));
    String condition = "{'status': {'conditions': [{'type': '%s', 'status': '%s'}]}}";

    strategic(pods("a/status"), condition.formatted("One", "True"));
    strategic(pods("a/status"), condition.formatted("Two", "True"));
    RawAnswer patched = strategic(pods("a/status"), condition.formatted("One", "False"));

    assertThat(patched.body().at("/status/conditions"))
        .extracting(c -> c.path("type").asText() + "=" + c.path("status").asText())
        .contains("One=False", "Two=True")
        .doesNotContain("One=True");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json",
    "application/yaml",
    "text/plain",
  })
  void anotherMediaTypeIs415(String type) {
    raw().post(configMaps(), Samples.configMap("a"));

    RawAnswer refused = raw().patch(configMaps("a"), type, "{}");

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.reason()).isEqualTo("UnsupportedMediaType");
  }

  @Test
  void aPatchOfWhatIsMissingIs404() {
    for (String type : List.of(RawClient.MERGE_PATCH, RawClient.STRATEGIC_PATCH)) {
      assertStatus(
          raw().patch(configMaps("none"), type, "{}"), 404, "NotFound", "none", "configmaps");
    }
    assertStatus(
        raw().patch(configMaps("none"), RawClient.JSON_PATCH, "[]"),
        404,
        "NotFound",
        "none",
        "configmaps");
  }

  @Test
  void aPatchThatIsNoneIs400() {
    raw().post(configMaps(), Samples.configMap("a"));

    assertThat(raw().patch(configMaps("a"), RawClient.JSON_PATCH, "{}").status()).isEqualTo(400);
    assertThat(raw().patch(configMaps("a"), RawClient.MERGE_PATCH, "{nope").status())
        .isEqualTo(400);
  }

  private RawAnswer jsonPatch(String... operations) {
    return raw()
        .patch(
            configMaps("a"),
            RawClient.JSON_PATCH,
            quoted("[" + String.join(", ", operations) + "]"));
  }

  private RawAnswer mergePatch(String patch) {
    return raw().patch(configMaps("a"), RawClient.MERGE_PATCH, quoted(patch));
  }

  private RawAnswer strategic(String path, String patch) {
    return raw().patch(path, RawClient.STRATEGIC_PATCH, quoted(patch));
  }

  private static List<String> images(RawAnswer deployment) {
    return deployment
        .body()
        .at("/spec/template/spec/containers")
        .valueStream()
        .map(container -> container.path("image").asText())
        .toList();
  }

  private static JsonNode json(String text) {
    return RawClient.parse(quoted(text));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
