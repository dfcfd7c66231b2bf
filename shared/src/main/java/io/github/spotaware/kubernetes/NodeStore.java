package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of each Node only what {@link NodeMapper} reads: most of one is the list of its images and
 * its managedFields, and there may be thousands.
 */
final class NodeStore implements ItemStore<Node> {
  private final Map<String, Node> nodes = new ConcurrentHashMap<>();

  @Override
  public String getKey(Node node) {
    return Cache.metaNamespaceKeyFunc(node);
  }

  @Override
  public @Nullable Node put(String key, Node node) {
    return nodes.put(key, reduced(node));
  }

  @Override
  public @Nullable Node remove(String key) {
    return nodes.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return nodes.keySet().stream();
  }

  @Override
  public Stream<Node> values() {
    return nodes.values().stream();
  }

  @Override
  public int size() {
    return nodes.size();
  }

  @Override
  public @Nullable Node get(String key) {
    return nodes.get(key);
  }

  private static Node reduced(Node node) {
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
