package io.github.spotaware.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.check.Violation;
import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.BrokenVariant;
import io.github.spotaware.simulation.variant.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Checks of the checker: each thing that the protocol rests on is missed when it is taken away. */
class BrokenVariantsTest {
  private static final int MOST_SEEDS = 6_000;

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {})
  void isCaught(BrokenVariant variant) {
    Batch.Result result = new Batch(1, MOST_SEEDS, variant, 1, line -> {}).run();
    System.out.printf(
        "%s: caught after %d seeds: %s%n", variant.option(), result.seeds(), result.failures());
    assertThat(result.failures()).as("violations in %d seeds", MOST_SEEDS).isNotEmpty();
    Batch.Failure caught = result.failures().getFirst();
    Violation sound = new Run(Scenario.of(caught.seed()), Variant.SOUND, null).judged();
    assertThat(sound).as("the same seed with nothing broken").isNull();
  }
}
