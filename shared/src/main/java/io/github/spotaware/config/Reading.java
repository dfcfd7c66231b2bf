package io.github.spotaware.config;

/** The outcome of reading one value. */
sealed interface Reading<T> {
  /** The text says this. */
  record Read<T>(T value) implements Reading<T> {}

  /** The text isn't allowed; this would be. */
  record Refused<T>(String allowed) implements Reading<T> {}
}
