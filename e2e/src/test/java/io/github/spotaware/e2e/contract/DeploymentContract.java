package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the controllers make of a Deployment, and what its status says. */
abstract class DeploymentContract extends WorkloadFixture {

  @Test
  void itMakesAReplicaSetAndThatItsPods() {
    deploy("web", 2);

    RawAnswer deployment = raw().get(deployments("web"));
    JsonNode replicaSet = replicaSets().getFirst();
    assertThat(replicaSets()).hasSize(1);
    String hash = replicaSet.at("/metadata/labels/pod-template-hash").asText();
    assertThat(hash).isNotEmpty();
    assertThat(replicaSet.at("/metadata/name").asText()).isEqualTo("web-" + hash);
    assertThat(replicaSet.at("/metadata/labels/app").asText()).isEqualTo("web");
    assertThat(replicaSet.at("/spec/selector/matchLabels/pod-template-hash").asText())
        .isEqualTo(hash);
    assertThat(replicaSet.at("/spec/replicas").asInt()).isEqualTo(2);
    assertControlledBy(replicaSet, "apps/v1", "Deployment", "web", deployment.uid());
    assertThat(annotation(replicaSet, REVISION)).isEqualTo("1");
    assertThat(annotation(replicaSet, "deployment.kubernetes.io/desired-replicas")).isEqualTo("2");
    assertThat(annotation(replicaSet, "deployment.kubernetes.io/max-replicas")).isEqualTo("3");
    assertThat(annotation(deployment.body(), REVISION)).isEqualTo("1");

    assertThat(podObjects())
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(pod.at("/metadata/name").asText()).startsWith("web-" + hash + "-");
          assertThat(pod.at("/metadata/generateName").asText()).isEqualTo("web-" + hash + "-");
          assertThat(pod.at("/metadata/labels/pod-template-hash").asText()).isEqualTo(hash);
          assertControlledBy(
              pod, "apps/v1", "ReplicaSet", "web-" + hash, replicaSet.at("/metadata/uid").asText());
        });
  }

  private static void assertControlledBy(
      JsonNode object, String apiVersion, String kind, String name, String uid) {
    JsonNode owner = object.at("/metadata/ownerReferences/0");
    assertThat(owner.path("apiVersion").asText()).isEqualTo(apiVersion);
    assertThat(owner.path("kind").asText()).isEqualTo(kind);
    assertThat(owner.path("name").asText()).isEqualTo(name);
    assertThat(owner.path("uid").asText()).isEqualTo(uid);
    assertThat(owner.path("controller").asBoolean()).isTrue();
    assertThat(owner.path("blockOwnerDeletion").asBoolean()).isTrue();
  }

  @Test
  void itsStatusCountsThePods() {
    deploy("web", 2);

    RawAnswer deployment = raw().get(deployments("web"));
    assertThat(deployment.number("/status/observedGeneration")).isEqualTo(1);
    assertThat(deployment.number("/status/replicas")).isEqualTo(2);
    assertThat(deployment.number("/status/updatedReplicas")).isEqualTo(2);
    assertThat(deployment.number("/status/readyReplicas")).isEqualTo(2);
    assertThat(deployment.body().path("status").has("unavailableReplicas")).isFalse();
    await(
        "the conditions",
        () ->
            conditions("web")
                .equals(
                    Map.of(
                        "Available", "True MinimumReplicasAvailable",
                        "Progressing", "True NewReplicaSetAvailable")));
    JsonNode replicaSet = replicaSets().getFirst();
    assertThat(replicaSet.at("/status/replicas").asInt()).isEqualTo(2);
    assertThat(replicaSet.at("/status/readyReplicas").asInt()).isEqualTo(2);
    assertThat(replicaSet.at("/status/availableReplicas").asInt()).isEqualTo(2);
    assertThat(replicaSet.at("/status/observedGeneration").asInt())
        .isEqualTo(replicaSet.at("/metadata/generation").asInt());
    assertThat(replicaSet.at("/metadata/managedFields").valueStream())
        .as("who wrote the count, and when")
        .anyMatch(entry -> entry.at("/fieldsV1/f:spec").has("f:replicas") && entry.has("time"));
  }

  @Test
  void aScaleUpAddsPodsAndAScaleDownTakesThem() {
    deploy("web", 1);
    String first = podNames().getFirst();

    scale(3);
    awaitAvailable("web", 3);
    assertThat(podNames()).hasSize(3).contains(first);
    assertThat(replicaSets()).hasSize(1);
    assertThat(annotation(replicaSets().getFirst(), "deployment.kubernetes.io/desired-replicas"))
        .isEqualTo("3");

    scale(1);
    awaitAvailable("web", 1);
    await("two pods to go", () -> podNames().size() == 1);
    assertThat(annotation(raw().get(deployments("web")).body(), REVISION)).isEqualTo("1");

    scale(0);
    await("the last to go", () -> podNames().isEmpty());
  }

  @Test
  void aPodThatGoesIsReplaced() {
    deploy("web", 1);
    String first = podNames().getFirst();

    raw().delete(pods(first));

    await("another pod", () -> podNames().stream().anyMatch(name -> !name.equals(first)));
    awaitAvailable("web", 1);
  }

  @Test
  void aReadyPodIsAvailableAfterMinReadySeconds() {
    raw()
        .post(
            deployments(),
            Samples.deployment("web", 1)
                .replace("\"replicas\"", "\"minReadySeconds\": 590, \"replicas\""));

    await("a Ready pod", () -> raw().get(deployments("web")).number("/status/readyReplicas") == 1);
    RawAnswer now = raw().get(deployments("web"));
    assertThat(now.body().path("status").has("availableReplicas")).isFalse();
    assertThat(now.number("/status/unavailableReplicas")).isEqualTo(1);
    assertThat(conditions("web")).containsEntry("Available", "False MinimumReplicasUnavailable");
  }

  @Test
  void whatMakesNoProgressExceedsItsDeadline() {
    raw()
        .post(
            deployments(),
            Samples.idleDeployment("web", 1)
                .replace("\"replicas\"", "\"progressDeadlineSeconds\": 1, \"replicas\""));

    await(
        "the deadline",
        () ->
            conditions("web")
                .getOrDefault("Progressing", "")
                .equals("False ProgressDeadlineExceeded"));
  }

  @Test
  void aPodThatCannotBeMadeIsSaid() {
    raw()
        .post(
            path("v1", "resourcequotas"),
            """
            {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "one"},
             "spec": {"hard": {"pods": "1"}}}
            """);
    await(
        "the quota to be in force",
        () -> !raw().get(path("v1", "resourcequotas", "one")).text("/status/hard/pods").isEmpty());

    raw().post(deployments(), Samples.deployment("web", 2));

    await(
        "the condition",
        () -> conditions("web").getOrDefault("ReplicaFailure", "").equals("True FailedCreate"));
    assertThat(podNames()).hasSize(1);
    raw().delete(path("v1", "resourcequotas", "one"));
  }
}
