package io.github.spotaware.simulation.cluster.object;

/** A pod's phase, in the order in which the ReplicaSet controller prefers its victims. */
public enum PodPhase {
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED;

  /** It has ended and will not run again. */
  public boolean terminal() {
    return this == SUCCEEDED || this == FAILED;
  }
}
