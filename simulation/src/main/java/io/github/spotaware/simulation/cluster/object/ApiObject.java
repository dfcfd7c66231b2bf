package io.github.spotaware.simulation.cluster.object;

/** One version of an object; a write makes another one. */
public interface ApiObject<T extends ApiObject<T>> {
  Kind<T> kind();

  Meta meta();

  T with(Meta meta);

  /** Whether a write of this over {@code before} leaves the generation as it is. */
  boolean sameSpec(T before);

  /** For traces. */
  String summary();
}
