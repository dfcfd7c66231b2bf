package io.github.spotaware.e2e.node;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.Nodes;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the shared playground to do things to; after the test it is as before. */
final class TestNode implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String KUBELETS = "kwok";

  private final PlaygroundHandle playground;
  private final KubernetesClient client;
  private final String name;
  private final List<String> added = new ArrayList<>();

  private TestNode(PlaygroundHandle playground, KubernetesClient client, String name) {
    this.playground = playground;
    this.client = client;
    this.name = name;
  }

  static TestNode of(Scenario scenario, String name) {
    return new TestNode(scenario.playground(), scenario.client(), name);
  }

  /** The node that the only pod of a Deployment of the test's namespace is on. */
  static TestNode ofPod(Scenario scenario, String deployment) {
    return of(scenario, scenario.workloads().node(deployment));
  }

  String name() {
    return name;
  }

  void cordon() {
    merge("{\"spec\": {\"unschedulable\": true}}");
  }

  void uncordon() {
    merge("{\"spec\": {\"unschedulable\": null}}");
  }

  /** With an effect that no controller takes away again, and that evicts nobody. */
  void taint(String key) {
    patch(
        PatchType.STRATEGIC_MERGE,
        "{\"spec\": {\"taints\": [{\"key\": \"%s\", \"effect\": \"PreferNoSchedule\"}]}}"
            .formatted(key));
  }

  void label(String key, String value) {
    added.add(key);
    merge("{\"metadata\": {\"labels\": {\"%s\": \"%s\"}}}".formatted(key, value));
  }

  /**
   * It is not heard of any more, and so not Ready: of the kubelet's stand-in, which would say at
   * once that it is, none is until the test has ended.
   */
  void silence() {
    playground.pause(KUBELETS);
    patchReady("\"status\": \"False\"");
  }

  /** As a kubelet reports itself every few minutes: only a time changes. */
  void heartbeat() {
    patchReady("\"lastHeartbeatTime\": \"" + Instant.now().truncatedTo(SECONDS) + "\"");
  }

  private void patchReady(String fields) {
    object()
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            "{\"status\": {\"conditions\": [{\"type\": \"Ready\", " + fields + "}]}}");
  }

  void delete() {
    object().delete();
  }

  /** It has a finalizer: it stays, with a deletionTimestamp. */
  void beginToDelete() {
    merge("{\"metadata\": {\"finalizers\": [\"example.com/keep\"]}}");
    object().delete();
  }

  private void merge(String patch) {
    patch(PatchType.JSON_MERGE, patch);
  }

  private void patch(PatchType type, String patch) {
    object().patch(PatchContext.of(type), patch);
  }

  private Resource<Node> object() {
    return client.nodes().withName(name);
  }

  @Override
  public void close() {
    playground.resume(KUBELETS);
    Node left = object().get();
    if (left != null && left.getMetadata().getDeletionTimestamp() != null) {
      merge("{\"metadata\": {\"finalizers\": null}}");
      Await.until("node " + name + " to go", Deadline.after(BOUND), () -> object().get() == null);
      left = null;
    }
    if (left == null) {
      client.resource(Nodes.node(name)).create();
    } else {
      added.forEach(key -> merge("{\"metadata\": {\"labels\": {\"%s\": null}}}".formatted(key)));
      merge("{\"spec\": {\"taints\": null, \"unschedulable\": null}}");
    }
    Await.until(
        "node " + name + " to be as before", Deadline.after(BOUND), () -> isAsNew(object().get()));
  }

  private static boolean isAsNew(@Nullable Node node) {
    return node != null
        && node.getSpec().getTaints().isEmpty()
        && !Boolean.TRUE.equals(node.getSpec().getUnschedulable())
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
