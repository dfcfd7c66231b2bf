package io.github.spotaware.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.check.Violation;
import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.BrokenVariant;
import io.github.spotaware.simulation.variant.Variant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks of the checker: each thing that the protocol rests on is missed when it is taken away.
 * Some are missed only in a race that few seeds have; those take the full counts.
 */
class BrokenVariantsTest {
  private static final boolean FULL = "full".equals(System.getProperty("e2e.counts"));
  private static final int MOST_SEEDS = FULL ? 60_000 : 3_000;

  static Stream<BrokenVariant> variants() {
    return FULL
        ? Stream.of(BrokenVariant.values())
        : Stream.of(
            BrokenVariant.NO_TICKET,
            BrokenVariant.TICKET_WITHOUT_COMPARE_AND_SWAP,
            BrokenVariant.NOT_COUNTED,
            BrokenVariant.SCALE_DOWN_DURING_RELEASE,
            BrokenVariant.DECIDE_FROM_CACHE,
            BrokenVariant.RAISE_BEFORE_SCHEDULE,
            BrokenVariant.NO_PRECONDITION,
            BrokenVariant.TICKET_NEVER_ENDS,
            BrokenVariant.MAX_HOLD_FROM_THE_SURGE,
            BrokenVariant.COST_SET_LATE,
            BrokenVariant.AUTOSCALER_FORGOTTEN,
            BrokenVariant.AUTOSCALERS_COUNT_IS_THEIRS,
            BrokenVariant.KEDA_UNKNOWN,
            BrokenVariant.GUARD_LETS_ONES_THROUGH,
            BrokenVariant.GUARD_FORGETS_THE_OWNER,
            BrokenVariant.HANDOFF_UNMARKED,
            BrokenVariant.HANDOFF_UNSEEN,
            BrokenVariant.DELETE_UNGUARDED,
            BrokenVariant.DELETE_WITHOUT_TICKET,
            BrokenVariant.BACKSTOP_STAYS,
            BrokenVariant.BACKSTOP_MAKES_NO_WAY,
            BrokenVariant.BACKSTOP_AT_ONCE,
            BrokenVariant.BACKSTOP_BESIDE_OTHERS,
            BrokenVariant.BACKSTOP_HOLDS_NOTHING,
            BrokenVariant.TRUSTS_ITS_MEMORY);
  }

  @ParameterizedTest
  @MethodSource("variants")
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
