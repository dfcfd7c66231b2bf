package io.github.spotaware.testing;

import io.github.spotaware.workload.NodeState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Nodes in the states that the decision tells apart. */
public final class Nodes {
  private Nodes() {}

  public static NodeState staying(String name) {
    return new NodeState(name, false, true, false, Set.of(), Map.of());
  }

  public static NodeState cordoned(String name) {
    return new NodeState(name, true, true, false, Set.of(), Map.of());
  }

  public static NodeState tainted(String name, String key) {
    return new NodeState(name, false, true, false, Set.of(key), Map.of());
  }

  public static NodeState deleted(String name) {
    return new NodeState(name, false, true, true, Set.of(), Map.of());
  }

  public static NodeState dead(String name) {
    return new NodeState(name, false, false, false, Set.of(), Map.of());
  }

  /** The same, with one label more. */
  public static NodeState labelled(NodeState node, String key, String value) {
    Map<String, String> labels = new HashMap<>(node.labels());
    labels.put(key, value);
    return new NodeState(
        node.name(),
        node.unschedulable(),
        node.ready(),
        node.terminating(),
        node.taintKeys(),
        labels);
  }
}
