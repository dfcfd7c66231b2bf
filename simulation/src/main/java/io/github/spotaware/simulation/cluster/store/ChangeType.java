package io.github.spotaware.simulation.cluster.store;

/** What became of an object, or of an object's place in a selection. */
public enum ChangeType {
  ADDED,
  MODIFIED,
  DELETED
}
