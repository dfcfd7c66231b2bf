package io.github.spotaware.e2e.controlplane;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** The nodes that kwok fakes. */
public final class Nodes {

  private static final Map<String, Quantity> SIZE =
      Map.of("cpu", new Quantity("8"), "memory", new Quantity("32Gi"), "pods", new Quantity("110"));

  private Nodes() {}

  /** A node of 8 CPUs, 32 GiB and 110 pods, with the labels a kubelet sets. kwok makes it Ready. */
  public static Node node(String name) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToAnnotations("kwok.x-k8s.io/node", "fake")
        .addToLabels("kubernetes.io/hostname", name)
        .addToLabels("kubernetes.io/os", "linux")
        .addToLabels("kubernetes.io/arch", "amd64")
        .addToLabels("type", "kwok")
        .endMetadata()
        .withNewStatus()
        .withAllocatable(SIZE)
        .withCapacity(SIZE)
        .endStatus()
        .build();
  }

  /** Whether this many nodes are Ready and take pods. */
  static boolean areReady(KubernetesClient client, int count) {
    return client.nodes().list().getItems().stream().filter(Nodes::isReady).count() >= count;
  }

  private static boolean isReady(Node node) {
    return node.getSpec().getTaints().isEmpty()
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
