package io.github.spotaware.simulation.run;

import io.github.spotaware.simulation.check.Violation;
import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.Variant;

public final class Simulate {
  public static void main(String[] args) {
    long from = Long.parseLong(args[0]);
    long to = Long.parseLong(args[1]);
    boolean trace = args.length > 2;
    long t0 = System.nanoTime();
    long steps = 0;
    int bad = 0;
    io.github.spotaware.simulation.check.Coverage total =
        new io.github.spotaware.simulation.check.Coverage();
    for (long seed = from; seed <= to; seed++) {
      Run run = new Run(Scenario.of(seed), Variant.SOUND, trace ? System.out::println : null);
      Violation v = run.judged();
      steps += run.time().steps();
      total.merge(run.coverage());
      if (v != null) {
        bad++;
        System.out.println("seed " + seed + " at " + v.nanos() / 1_000_000 + ": " + v);
      }
    }
    double s = (System.nanoTime() - t0) / 1e9;
    System.out.printf(
        "%d seeds, %d bad, %.0f steps/seed, %.0f seeds/s%n",
        to - from + 1, bad, steps * 1.0 / (to - from + 1), (to - from + 1) / s);
    if (to - from > 50) total.forEach((g, i, n) -> System.out.println(g + " | " + i + " | " + n));
  }
}
