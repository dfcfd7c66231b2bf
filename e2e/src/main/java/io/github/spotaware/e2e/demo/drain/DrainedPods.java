package io.github.spotaware.e2e.demo.drain;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;

/** Which pods of a node a drain evicts. */
final class DrainedPods {

  private static final String MIRROR = "kubernetes.io/config.mirror";

  private DrainedPods() {}

  /** Why the pod is left on the node; empty where it is evicted. */
  static Optional<String> whyLeft(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(MIRROR)) {
      return Optional.of("it is the mirror of a static pod");
    }
    if (pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner ->
            Boolean.TRUE.equals(owner.getController()) && owner.getKind().equals("DaemonSet"))) {
      return Optional.of("it belongs to a DaemonSet");
    }
    String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    return phase.equals("Succeeded") || phase.equals("Failed")
        ? Optional.of("it has finished")
        : Optional.empty();
  }
}
