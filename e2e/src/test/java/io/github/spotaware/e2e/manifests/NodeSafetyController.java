package io.github.spotaware.e2e.manifests;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.Kubeconfig;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Kubectl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Nodes labelled as spot nodes, and the pods of the DaemonSet that start there. Closing it takes
 * labels and taints away again.
 *
 * @param spotLabels by node
 */
record NodeSafetyController(Scenario scenario, Map<String, String> spotLabels)
    implements AutoCloseable {

  static final String NAMESPACE = "kube-system";
  static final String NAME = "node-safety-controller";
  static final String SPOT_TAINT = "aws-node-termination-handler/spot-itn";

  private static final Duration BOUND = Duration.ofSeconds(30);

  /** Labels the nodes, and returns when as many pods are Ready. */
  static NodeSafetyController on(Scenario scenario, Map<String, String> spotLabels) {
    NodeSafetyController controller = new NodeSafetyController(scenario, spotLabels);
    spotLabels.forEach(
        (node, label) -> scenario.kubectl().run("label", "node", node, label).orThrow());
    Await.until(
        "a Ready pod of the DaemonSet on each of " + spotLabels.keySet(),
        Deadline.after(BOUND),
        () -> controller.ready() == spotLabels.size());
    return controller;
  }

  /** The nodes that its pods are on. */
  List<String> nodes() {
    return pods().stream().map(pod -> pod.getSpec().getNodeName()).toList();
  }

  /** kubectl with the token that a pod has on this node. */
  Kubectl kubectl(String node, Path folder) {
    KubernetesClient client = scenario.client();
    String authority = client.getConfiguration().getCaCertData();
    Path kubeconfig =
        new Kubeconfig(
                URI.create(client.getMasterUrl().toString()),
                new String(Base64.getDecoder().decode(authority), StandardCharsets.UTF_8))
            .write(folder.resolve("kubeconfig"), NAME, NAMESPACE, token(client, pod(node)));
    return new Kubectl(scenario.playground().kubectl(), kubeconfig, BOUND);
  }

  private Pod pod(String node) {
    return pods().stream()
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .findFirst()
        .orElseThrow();
  }

  private List<Pod> pods() {
    return scenario.client().pods().inNamespace(NAMESPACE).withLabel("app", NAME).list().getItems();
  }

  private int ready() {
    return scenario
        .client()
        .apps()
        .daemonSets()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .get()
        .getStatus()
        .getNumberReady();
  }

  /** As the kubelet gets it for the pod's volume. */
  private static Kubeconfig.Token token(KubernetesClient client, Pod pod) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endBoundObjectRef()
            .endSpec()
            .build();
    return new Kubeconfig.Token(
        client
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(NAME)
            .tokenRequest(request)
            .getStatus()
            .getToken());
  }

  @Override
  public void close() {
    spotLabels.forEach((node, label) -> {
      scenario.kubectl().run("taint", "node", node, SPOT_TAINT + "-");
      scenario
          .kubectl()
          .run("label", "node", node, label.substring(0, label.indexOf('=')) + "-")
          .orThrow();
    });
    Await.until("its pods to go", Deadline.after(BOUND), () -> pods().isEmpty());
  }
}
