package io.github.spotaware.port;

import io.github.spotaware.workload.NodeState;

/** Told, by a watch, of the nodes. Must not block. */
public interface NodeListener {

  /** A node is there, or something that a decision reads of it has changed. */
  void seen(NodeState node);

  /** A node does not exist any more. */
  void gone(String name);
}
