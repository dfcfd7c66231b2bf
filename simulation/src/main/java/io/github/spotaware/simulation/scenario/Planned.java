package io.github.spotaware.simulation.scenario;

import io.github.spotaware.simulation.run.Run;
import java.util.function.Consumer;

/**
 * Something that someone does at a time.
 *
 * @param nanos when, in virtual time
 * @param what for coverage: the same words for the same kind of act
 * @param on whom or what, for traces
 * @param action does it, and finds for itself what it is done to
 */
public record Planned(long nanos, String what, String on, Consumer<Run> action) {
  @Override
  public String toString() {
    return what + " " + on;
  }
}
