package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.github.spotaware.workload.NodeState;
import java.util.Set;
import java.util.stream.Collectors;

/** Node → {@link NodeState}. */
final class NodeMapper {
  private NodeMapper() {}

  static NodeState map(Node node) {
    boolean ready =
        node.getStatus() != null
            && node.getStatus().getConditions().stream()
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    Set<String> taints =
        node.getSpec() == null
            ? Set.of()
            : node.getSpec().getTaints().stream().map(Taint::getKey).collect(Collectors.toSet());
    return new NodeState(
        node.getMetadata().getName(),
        node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
        ready,
        node.getMetadata().getDeletionTimestamp() != null,
        taints,
        PodMapper.orEmpty(node.getMetadata().getLabels()));
  }
}
