package io.github.spotaware.simulation.cluster.object;

/**
 * What an object has besides what the model gives a meaning: carried along unchanged from version
 * to version, for whoever shows objects as whole documents. Compared by content, so that a write of
 * it is a write.
 */
public interface Unmodelled {
  /** Whether a write of this over {@code before} leaves the generation as it is. */
  boolean sameSpec(Unmodelled before);
}
