package io.github.spotaware.placement;

import java.util.Map;

/**
 * A pod that is about to be created.
 *
 * @param ofReplicaSet its controller is a ReplicaSet
 */
public record NewPod(String namespace, Map<String, String> labels, boolean ofReplicaSet) {

  /** Copies. */
  public NewPod {
    labels = Map.copyOf(labels);
  }
}
