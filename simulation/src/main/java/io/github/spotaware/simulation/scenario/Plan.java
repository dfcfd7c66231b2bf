package io.github.spotaware.simulation.scenario;

import io.github.spotaware.simulation.run.Run;
import java.util.function.Consumer;

/** Takes what is drawn; the time is its own choice. */
interface Plan {
  void add(String what, String on, Consumer<Run> action);
}
