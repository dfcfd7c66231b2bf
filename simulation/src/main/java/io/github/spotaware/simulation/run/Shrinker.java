package io.github.spotaware.simulation.run;

import io.github.spotaware.simulation.check.Violation;
import io.github.spotaware.simulation.scenario.Planned;
import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes acts out of the plan of a run that violates an invariant, as long as it still violates the
 * same one: what is left is what it takes.
 */
final class Shrinker {
  private Shrinker() {}

  static Scenario shrink(Scenario scenario, Variant variant, Violation violation) {
    Scenario smallest = scenario;
    boolean shrunk = true;
    while (shrunk) {
      shrunk = false;
      for (int i = smallest.plan().size() - 1; i >= 0; i--) {
        List<Planned> fewer = new ArrayList<>(smallest.plan());
        fewer.remove(i);
        Scenario candidate = smallest.withPlan(fewer);
        Violation still = new Run(candidate, variant, null).judged();
        if (still != null && still.invariant() == violation.invariant()) {
          smallest = candidate;
          shrunk = true;
        }
      }
    }
    return smallest;
  }
}
