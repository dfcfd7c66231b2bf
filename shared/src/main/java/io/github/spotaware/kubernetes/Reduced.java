package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a {@link ReducedStore} keeps: no managedFields and no pod template, which are the most. */
final class Reduced {
  private Reduced() {}

  /** What says that a Deployment has changed: its metadata, count, selector and status. */
  static Deployment deployment(Deployment deployment) {
    return new DeploymentBuilder()
        .withMetadata(withoutManagedFields(deployment.getMetadata()))
        .withNewSpec()
        .withReplicas(deployment.getSpec().getReplicas())
        .withSelector(deployment.getSpec().getSelector())
        .withNewTemplate()
        .withNewSpec()
        .endSpec()
        .endTemplate()
        .endSpec()
        .withStatus(deployment.getStatus())
        .build();
  }

  /** What says that a ReplicaSet has changed, but for a count that was written anew. */
  static ReplicaSet replicaSet(ReplicaSet set) {
    return new ReplicaSetBuilder()
        .withMetadata(withoutManagedFields(set.getMetadata()))
        .withNewSpec()
        .withReplicas(set.getSpec().getReplicas())
        .endSpec()
        .withStatus(set.getStatus())
        .build();
  }

  private static ObjectMeta withoutManagedFields(ObjectMeta meta) {
    return new ObjectMetaBuilder(meta).withManagedFields(List.of()).build();
  }

  /** What {@link NodeMapper} reads: most of one is the list of its images. */
  static Node node(Node node) {
    ObjectMeta meta = node.getMetadata();
    NodeBuilder reduced =
        new NodeBuilder()
            .withMetadata(
                new ObjectMetaBuilder()
                    .withName(meta.getName())
                    .withUid(meta.getUid())
                    .withResourceVersion(meta.getResourceVersion())
                    .withDeletionTimestamp(meta.getDeletionTimestamp())
                    .withLabels(shared(PodMapper.orEmpty(meta.getLabels())))
                    .build());
    if (node.getSpec() != null) {
      reduced.withSpec(
          new NodeSpecBuilder()
              .withUnschedulable(node.getSpec().getUnschedulable())
              .withTaints(node.getSpec().getTaints())
              .build());
    }
    if (node.getStatus() != null) {
      reduced
          .withNewStatus()
          .withConditions(
              node.getStatus().getConditions().stream()
                  .filter(condition -> "Ready".equals(condition.getType()))
                  .toList())
          .endStatus();
    }
    return reduced.build();
  }

  /** Most labels are the same on many nodes. */
  private static Map<String, String> shared(Map<String, String> labels) {
    return labels.entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().intern(), e -> e.getValue().intern()));
  }
}
