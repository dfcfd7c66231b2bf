package io.github.spotaware.simulation.check;

/**
 * An invariant that did not hold.
 *
 * @param nanos when, in virtual time
 */
public record Violation(Invariant invariant, String what, long nanos) {
  @Override
  public String toString() {
    return invariant + ": " + what;
  }
}
