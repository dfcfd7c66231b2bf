package io.github.spotaware.testing;

import io.github.spotaware.workload.NodeState;
import java.util.Set;

/** Nodes in the states that the decision tells apart. */
public final class Nodes {
  private Nodes() {}

  public static NodeState staying(String name) {
    return new NodeState(name, false, true, false, Set.of());
  }

  public static NodeState cordoned(String name) {
    return new NodeState(name, true, true, false, Set.of());
  }

  public static NodeState tainted(String name, String key) {
    return new NodeState(name, false, true, false, Set.of(key));
  }

  public static NodeState deleted(String name) {
    return new NodeState(name, false, true, true, Set.of());
  }

  public static NodeState dead(String name) {
    return new NodeState(name, false, false, false, Set.of());
  }
}
