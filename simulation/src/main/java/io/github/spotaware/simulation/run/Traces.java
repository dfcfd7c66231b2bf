package io.github.spotaware.simulation.run;

import io.github.spotaware.simulation.check.Violation;
import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.Variant;
import java.util.function.Consumer;

/** Tells one run as a timeline. */
final class Traces {
  private Traces() {}

  /** The whole run of a seed; true when all invariants held. */
  static boolean print(long seed, Variant variant, Consumer<String> lines) {
    return print(Scenario.of(seed), variant, lines);
  }

  static boolean print(Scenario scenario, Variant variant, Consumer<String> lines) {
    lines.accept("seed " + scenario.seed() + ": " + scenario.summary());
    Violation violation = new Run(scenario, variant, lines).judged();
    lines.accept(violation == null ? "all invariants held" : "violated: " + violation);
    return violation == null;
  }
}
