package io.github.spotaware.simulation.run;

import io.github.spotaware.simulation.check.Coverage;
import io.github.spotaware.simulation.check.Expected;
import io.github.spotaware.simulation.run.Batch.Failure;
import io.github.spotaware.simulation.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Tells what came of a batch. */
final class Outcome {

  /**
   * What is to be printed.
   *
   * @param coverage the table, and a failure where something expected is at zero
   * @param shrink the first violation as a timeline
   */
  record Format(boolean json, boolean coverage, boolean shrink) {}

  private Outcome() {}

  /** Prints; returns the exit code. */
  static int report(Batch.Result result, Format format) {
    for (Failure failure : result.failures()) {
      System.out.println("seed " + failure.seed() + " violated: " + failure.violation());
    }
    if (!result.failures().isEmpty() && format.shrink()) {
      shrunk(result, result.failures().getFirst());
    }
    List<String> missing = format.coverage() ? coverage(result.coverage()) : List.of();
    System.out.printf(
        "%d seeds, %d steps (%d a seed, at least %d), %.0f seeds and %.0f steps a second, %d"
            + " violations%n",
        result.seeds(),
        result.steps(),
        result.steps() / Math.max(1, result.seeds()),
        result.fewestSteps(),
        result.seeds() / result.seconds(),
        result.steps() / result.seconds(),
        result.failures().size());
    missing.forEach(item -> System.out.println("never came about: " + item));
    if (format.json()) {
      System.out.printf(
          "{\"seeds\":%d,\"steps\":%d,\"fewestSteps\":%d,\"seconds\":%.1f,\"violations\":%d,\"missing\":%d}%n",
          result.seeds(),
          result.steps(),
          result.fewestSteps(),
          result.seconds(),
          result.failures().size(),
          missing.size());
    }
    return result.failures().isEmpty() && missing.isEmpty() ? 0 : 1;
  }

  private static void shrunk(Batch.Result result, Failure failure) {
    Scenario smallest =
        Shrinker.shrink(Scenario.of(failure.seed()), result.variant(), failure.violation());
    System.out.println("seed " + failure.seed() + ", shrunk:");
    Traces.print(smallest, result.variant(), System.out::println);
    System.out.println("all of it: ./simulate --seed " + failure.seed() + " --trace");
  }

  /** Prints the table; returns what was expected and has never come about. */
  private static List<String> coverage(Coverage coverage) {
    List<String> missing = new ArrayList<>();
    for (Coverage.Group group : Coverage.Group.values()) {
      System.out.println(group + ":");
      coverage.forEach(group, (item, times) -> System.out.printf("  %,14d  %s%n", times, item));
      for (String item : Expected.of(group)) {
        if (coverage.of(group, item) == 0) {
          System.out.printf("  %,14d  %s%n", 0, item);
          missing.add(group + ", " + item);
        }
      }
    }
    return missing;
  }
}
