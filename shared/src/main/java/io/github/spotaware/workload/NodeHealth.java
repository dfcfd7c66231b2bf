package io.github.spotaware.workload;

/** Whether a node stays, is leaving (its pods serve for now), or is dead (they do not). */
public enum NodeHealth {
  STAYING,
  LEAVING,
  DEAD;

  /** Leaving or dead. */
  public boolean doomed() {
    return this != STAYING;
  }
}
