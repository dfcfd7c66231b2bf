package io.github.spotaware.simulation.kernel;

/** An event to come. */
public interface Timer {
  /** It does not run; without effect once it has run. */
  void cancel();

  /** It has neither run nor been cancelled. */
  boolean pending();
}
