package io.github.spotaware.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.Variant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol as it is: no seed violates an invariant, and a seed always means the same run. */
class SeedsTest {
  private static final long FULL = 100_000;
  private static final long FEW = 1_500;

  @Test
  void noInvariantIsViolated() {
    long seeds = "full".equals(System.getProperty("e2e.counts")) ? FULL : FEW;
    Batch.Result result = new Batch(1, seeds, Variant.SOUND, 5, line -> {}).run();
    assertThat(result.failures())
        .as("to see what happened: ./simulate --seed SEED --trace")
        .isEmpty();
    assertThat(result.seeds()).isEqualTo(seeds);
    assertThat(result.fewestSteps()).as("steps of the shortest run").isGreaterThanOrEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 674, 1_440, 5_865, 10_721})
  void aSeedGivesTheSameTraceAgain(long seed) {
    assertThat(trace(seed)).isEqualTo(trace(seed)).hasSizeGreaterThan(50);
  }

  private static List<String> trace(long seed) {
    List<String> lines = new ArrayList<>();
    Traces.print(Scenario.of(seed), Variant.SOUND, lines::add);
    return lines;
  }

  @Test
  void whoLooksChangesNothing() {
    for (long seed = 1; seed <= 100; seed++) {
      Run seen = new Run(Scenario.of(seed), Variant.SOUND, line -> {});
      Run unseen = new Run(Scenario.of(seed), Variant.SOUND, null);
      assertThat(seen.judged()).isEqualTo(unseen.judged());
      assertThat(seen.time().steps()).as("seed %d", seed).isEqualTo(unseen.time().steps());
    }
  }
}
