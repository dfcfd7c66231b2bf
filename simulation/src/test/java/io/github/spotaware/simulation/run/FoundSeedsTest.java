package io.github.spotaware.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seeds that found a mistake in the protocol, each by what it was: docs/simulation.md. */
class FoundSeedsTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "26, a step into Lowering without the HPA's state",
    "42, a surge under the schedule's second name",
    "107, a postponement shorter than the client's pause",
    "439, a scale-down in the middle of a rollout",
    "754, a ReplicaSet that had not seen the replacement Ready",
    "885, a ReplicaSet that had not seen the old pod terminate",
    "964, a release that did not fit into hold-seconds",
    "4484, a call that ended while the surge was raised",
    "10082, a pod let go as not Ready and relied on later",
    "479979, a dry run remembered as held",
    "100592, minReadySeconds by a clock that is ahead",
    "8662, a scale-down while the first pod was about to be available",
    "9075, an HPA raised after the surge",
    "71395, an HPA raised after the surge",
    "2187, an HPA raised while the surge was cancelled",
    "49257, an HPA edited between backup and raise",
    "53819, a restored schedule that was due at once",
    "68327, a mark taken away just before the count was lowered",
    "125917, a mark taken away just before the count was lowered",
    "13110, a Deployment controller that had not seen its ReplicaSets",
    "360395, a replacement that its ReplicaSet would delete first",
    "100984, a surge younger than the schedule that was read",
    "265, a bound above the ceiling of a ScaledObject that was resumed",
    "1941, a bound above the ceiling of a ScaledObject that was resumed",
    "249431, a raise that had done nothing taken back",
    "93976, a mark set in a handoff by a webhook that was behind",
    "784975, a pod let go before the surge by a webhook that died",
    "811926, a pod let go before the surge by a webhook that died",
    "768091, an HPA raised by a process that was paused",
    "771628, a victim that became Ready before it was taken",
    "310, a backstop left where nothing is protected any more",
    "22438, a backstop put into effect on budgets read before",
    "24464, a backstop put into effect on budgets read before",
    "2270, a backstop whose Deployment was made anew",
    "14032, a backstop whose Deployment was made anew",
    "324134, a webhook that trusted its memory after a pause",
    "965051, a victim that became Ready before it was taken",
  })
  void holds(long seed, String what) {
    assertThat(new Run(Scenario.of(seed), Variant.SOUND, null).judged()).as(what).isNull();
  }
}
