package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Part of what the project relies on in a Kubernetes API. Each test has a namespace of its own, so
 * several run at a time: most of one is waiting.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class Contract {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  private final String namespace =
      "contract-" + ProcessHandle.current().pid() + "-" + NAMESPACES.incrementAndGet();

  private ContractCluster cluster;

  /** The cluster is given by an extension of the class that runs this. */
  @BeforeEach
  final void createNamespace(ContractCluster testedCluster) {
    cluster = testedCluster;
    client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  /** The namespace itself stays: to delete hundreds takes the cluster longer than the tests. */
  @AfterEach
  final void deletePods() {
    raw().delete(deployments());
    raw().delete(pods(), "{\"gracePeriodSeconds\": 0}");
  }

  final String namespace() {
    return namespace;
  }

  /** Whom it is tested on. */
  final ContractCluster cluster() {
    return cluster;
  }

  final KubernetesClient client() {
    return cluster.client();
  }

  final RawClient raw() {
    return cluster.raw();
  }

  /**
   * The path of something in the test's namespace.
   *
   * @param groupVersion e.g. {@code apps/v1}
   * @param rest what follows the resource: a name, a subresource
   */
  final String path(String groupVersion, String resource, String... rest) {
    return clusterPath(groupVersion, "namespaces/" + namespace + "/" + resource, rest);
  }

  /** The path of something in no namespace, or in all. */
  static String clusterPath(String groupVersion, String resource, String... rest) {
    String root = groupVersion.contains("/") ? "/apis/" : "/api/";
    String end = rest.length == 0 ? "" : "/" + String.join("/", rest);
    return root + groupVersion + "/" + resource + end;
  }

  final String configMaps(String... rest) {
    return path("v1", "configmaps", rest);
  }

  final String pods(String... rest) {
    return path("v1", "pods", rest);
  }

  final String deployments(String... rest) {
    return path("apps/v1", "deployments", rest);
  }

  /** Makes a pod by itself and returns it when it is Ready. */
  final RawAnswer runPod(String name) {
    runPods(name);
    return raw().get(pods(name));
  }

  /** Makes pods by themselves, on node-1, and returns when all are Ready. */
  final void runPods(String... names) {
    for (String name : names) {
      RawAnswer made = raw().post(pods(), Samples.pod(name, "\"nodeName\": \"node-1\","));
      assertThat(made.status()).as(made.toString()).isEqualTo(201);
    }
    for (String name : names) {
      await("pod " + name + " to be Ready", () -> isReady(raw().get(pods(name)).body()));
    }
  }

  static boolean isReady(JsonNode pod) {
    return pod.at("/status/conditions")
        .valueStream()
        .anyMatch(condition ->
            condition.path("type").asText().equals("Ready")
                && condition.path("status").asText().equals("True"));
  }

  final void awaitGone(String pod) {
    await("pod " + pod + " to go", () -> raw().get(pods(pod)).status() == 404);
  }

  /** Makes a Deployment and returns when all its pods are available. */
  final void deploy(String name, int replicas) {
    RawAnswer made = raw().post(deployments(), Samples.deployment(name, replicas));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    awaitAvailable(name, replicas);
  }

  /** Until the Deployment has exactly so many pods, all available and of its last template. */
  final void awaitAvailable(String name, int replicas) {
    await(
        name + " to have " + replicas + " available pods",
        () -> {
          RawAnswer now = raw().get(deployments(name));
          return now.number("/status/observedGeneration") == now.generation()
              && now.body().at("/status/replicas").asInt(0) == replicas
              && now.body().at("/status/updatedReplicas").asInt(0) == replicas
              && now.body().at("/status/availableReplicas").asInt(0) == replicas;
        });
  }

  /**
   * Makes a Deployment whose pods no node takes, and returns it when its controllers have nothing
   * to write any more.
   */
  final RawAnswer createIdle(String name, int replicas) {
    raw().post(deployments(), Samples.idleDeployment(name, replicas));
    await(
        name + " to be at rest",
        () -> {
          RawAnswer now = raw().get(deployments(name));
          return now.number("/status/observedGeneration") == now.generation()
              && now.number("/status/updatedReplicas") == replicas
              && now.number("/status/unavailableReplicas") == replicas;
        });
    return raw().get(deployments(name));
  }

  final RawAnswer evict(String pod) {
    return evict(pod, Samples.eviction(pod));
  }

  final RawAnswer evict(String pod, String eviction) {
    return raw().post(pods(pod, "eviction"), eviction);
  }

  /** As its kubelet would; conditions are merged by type. */
  final void patchStatus(String pod, String patch) {
    RawAnswer patched = raw().patch(pods(pod, "status"), RawClient.STRATEGIC_PATCH, patch);
    assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
  }

  /** It is a failure of this kind, about this object. */
  static void assertStatus(RawAnswer answer, int code, String reason, String name, String kind) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(code);
    assertThat(answer.text("/kind")).isEqualTo("Status");
    assertThat(answer.text("/status")).isEqualTo("Failure");
    assertThat(answer.number("/code")).isEqualTo(code);
    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.text("/details/name")).isEqualTo(name);
    assertThat(answer.text("/details/kind")).isEqualTo(kind);
  }

  static void await(String what, BooleanSupplier condition) {
    Await.until(what, Deadline.after(BOUND), condition);
  }
}
