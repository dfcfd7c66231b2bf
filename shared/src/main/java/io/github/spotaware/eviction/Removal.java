package io.github.spotaware.eviction;

/**
 * How a pod is asked to go. Each way has a call of the API server of its own; what follows is the
 * same hold, and {@code max-hold} counts over all of them.
 */
public enum Removal {
  /** {@code pods/eviction} CREATE. */
  EVICTION("eviction"),
  /** {@code pods} DELETE; an eviction's own delete is not asked about again. */
  DELETE("delete");

  private final String text;

  Removal(String text) {
    this.text = text;
  }

  /** For people: "the eviction of", "the delete of". */
  public String text() {
    return text;
  }
}
