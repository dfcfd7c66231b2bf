package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;

/** How far a pod has come, as a Service would see it. */
public enum PodStage {
  /** On no node yet. */
  PENDING,
  /** On a node, and was never Ready. */
  STARTING,
  /** Ready and not terminating. */
  SERVING,
  /** Was Ready, and is no more. */
  UNREADY,
  /** Terminating: it has a deletionTimestamp. */
  TERMINATING,
  /** Succeeded or Failed. */
  ENDED,
  /** Deleted. */
  GONE;

  /** Whether a ReplicaSet counts it. */
  public boolean isActive() {
    return ordinal() < TERMINATING.ordinal();
  }

  /** The stage of a pod that was in the stage {@code before}; PENDING for one not seen before. */
  public static PodStage of(Pod pod, PodStage before) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return TERMINATING;
    }
    String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      return ENDED;
    }
    if (Readiness.isPodReady(pod)) {
      return SERVING;
    }
    if (before == SERVING || before == UNREADY) {
      return UNREADY;
    }
    return pod.getSpec().getNodeName() == null ? PENDING : STARTING;
  }
}
