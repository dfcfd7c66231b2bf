package io.github.spotaware.e2e.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.e2e.contract.ReviewServer.Review;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Webhooks that change what is written. */
abstract class MutationContract extends AdmissionFixture {
  private static final String CREATE = WebhookEntry.rule("", "configmaps", "CREATE");
  private static final String SCALES = WebhookEntry.rule("apps", "deployments/scale", "UPDATE");
  private static final String COUNTS = WebhookEntry.rule("apps", "deployments", "UPDATE");

  @Test
  void aPatchIsPersistedAndSeenByThoseThatValidate() {
    server()
        .answer("a", patching("[{'op': 'add', 'path': '/metadata/labels', 'value': {'by': 'a'}}]"));
    mutate(entry("a", CREATE));
    validate(entry("b", CREATE));

    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    assertThat(made.text("/metadata/labels/by")).isEqualTo("a");
    assertThat(raw().get(configMaps("a")).body()).isEqualTo(made.body());
    assertThat(review("b").text("/object/metadata/labels/by")).isEqualTo("a");
  }

  @Test
  void oneAfterTheOtherEachSeesTheOnesBefore() {
    server().answer("a", patching("[{'op': 'add', 'path': '/data/a', 'value': 'a'}]"));
    server().answer("b", patching("[{'op': 'add', 'path': '/data/b', 'value': 'b'}]"));
    mutate(entry("a", CREATE), entry("b", CREATE));

    RawAnswer made = raw().post(configMaps(), Samples.configMap("a"));

    assertThat(made.text("/data/a")).isEqualTo("a");
    assertThat(made.text("/data/b")).isEqualTo("b");
    assertThat(review("b").text("/object/data/a")).isEqualTo("a");
  }

  @Test
  void aDenialWarningsAndADryRunAreAsOfOthers() {
    server().answer("a", patching("[{'op': 'add', 'path': '/data/a', 'value': 'a'}]"));
    mutate(entry("a", CREATE));
    RawAnswer dry = raw().post(configMaps() + "?dryRun=All", Samples.configMap("dry"));
    assertThat(dry.text("/data/a")).isEqualTo("a");
    assertThat(dry.warnings()).containsExactly("changed");
    assertThat(raw().get(configMaps("dry")).status()).isEqualTo(404);

    server().answer("a", "{'allowed': false, 'status': {'code': 403, 'message': 'no'}}");
    RawAnswer denied = raw().post(configMaps(), Samples.configMap("a"));
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.message())
        .isEqualTo("admission webhook \"a.contract.example.com\" denied the request: no");
  }

  @Test
  void aPatchThatDoesNotApplyFailsTheRequest() {
    server().answer("a", patching("[{'op': 'remove', 'path': '/data/none'}]"));
    mutate(entry("a", CREATE).with("'failurePolicy': 'Ignore'"));

    assertThat(raw().post(configMaps(), Samples.configMap("a")).status()).isEqualTo(500);
  }

  @Test
  void thePodsOfAReplicaSetAreChangedAsTheyAreMade() {
    server()
        .answer(
            "a",
            patching(
                "[{'op': 'add', 'path': '/spec/affinity', 'value': {'nodeAffinity':"
                    + " {'preferredDuringSchedulingIgnoredDuringExecution': [{'weight': 100,"
                    + " 'preference': {'matchExpressions': [{'key': 'kubernetes.io/hostname',"
                    + " 'operator': 'In', 'values': ['node-3']}]}}]}}}]"));
    mutate(
        entry("a", WebhookEntry.rule("", "pods", "CREATE"))
            .when(
                "has(object.metadata.ownerReferences) && object.metadata.ownerReferences.exists("
                    + "o, has(o.controller) && o.controller && o.kind == \"ReplicaSet\")"));

    raw().post(pods(), Samples.pendingPod("alone"));
    deploy("web", 1);

    Review review = review("a");
    assertThat(review.text("/object/metadata/generateName")).startsWith("web-");
    assertThat(review.text("/userInfo/username"))
        .isEqualTo("system:serviceaccount:kube-system:replicaset-controller");
    JsonNode pod = raw().get(pods() + "?labelSelector=app%3Dweb").items().getFirst();
    assertThat(pod.at("/spec/nodeName").asText()).as("as it prefers").isEqualTo("node-3");
  }

  @Test
  void aCountThroughTheScaleIsKept() {
    createIdle("web", 2);
    server().answer("a", patching("[{'op': 'replace', 'path': '/spec/replicas', 'value': 2}]"));
    mutate(entry("a", SCALES).when("object.spec.replicas == 1 && oldObject.spec.replicas == 2"));
    RawAnswer before = raw().get(deployments("web"));

    RawAnswer scaled = scale(1);

    assertThat(scaled.status()).isEqualTo(200);
    assertThat(scaled.number("/spec/replicas")).isEqualTo(2);
    assertThat(lastReview("a").text("/object/kind")).isEqualTo("Scale");
    RawAnswer after = raw().get(deployments("web"));
    assertThat(after.number("/spec/replicas")).isEqualTo(2);
    assertThat(after.generation()).isEqualTo(before.generation());
  }

  /** The writer of the request was recorded before: so the webhook has to put that back, too. */
  @Test
  void managedFieldsThatAWebhookPutsBackAreTaken() {
    createIdle("web", 2);
    server()
        .answer(
            "a",
            review ->
                patching(
                    "[{'op': 'replace', 'path': '/spec/replicas', 'value': 2},"
                        + " {'op': 'replace', 'path': '/metadata/managedFields', 'value': "
                        + review.request().at("/oldObject/metadata/managedFields")
                        + "}]"));
    mutate(entry("a", COUNTS).when("object.spec.replicas == 1 && oldObject.spec.replicas == 2"));
    RawAnswer before = raw().get(deployments("web"));

    RawAnswer patched =
        raw()
            .as("someone/1")
            .patch(deployments("web"), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": 1}}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(lastReview("a").request().at("/object/metadata/managedFields"))
        .anyMatch(entry -> entry.path("manager").asText().equals("someone"));
    assertThat(raw().get(deployments("web")).body()).isEqualTo(before.body());
  }

  @Test
  void withoutThatTheWriterOwnsWhatTheWebhookWrote() {
    createIdle("web", 2);
    server().answer("a", patching("[{'op': 'replace', 'path': '/spec/replicas', 'value': 2}]"));
    mutate(entry("a", COUNTS).when("object.spec.replicas == 1 && oldObject.spec.replicas == 2"));

    raw()
        .as("someone/1")
        .patch(deployments("web"), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": 1}}");

    assertThat(ManagedFields.owners(raw().get(deployments("web")), "f:replicas"))
        .containsExactly("someone Update ");
  }

  private RawAnswer scale(int count) {
    return raw()
        .patch(
            deployments("web", "scale"),
            RawClient.MERGE_PATCH,
            "{\"spec\": {\"replicas\": %d}}".formatted(count));
  }

  /** The response that changes the object by this JSON Patch, with single quotes. */
  private static String patching(String patch) {
    String encoded = Base64.getEncoder().encodeToString(patch.replace('\'', '"').getBytes(UTF_8));
    return "{'allowed': true, 'warnings': ['changed'], 'patchType': 'JSONPatch', 'patch': '%s'}"
        .formatted(encoded);
  }
}
