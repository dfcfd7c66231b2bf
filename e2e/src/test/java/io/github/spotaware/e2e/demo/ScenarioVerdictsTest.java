package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of each scenario fails by itself. */
final class ScenarioVerdictsTest {

  private static final Duration NONE = Duration.ZERO;
  private static final Figures GOOD = Outcomes.GOOD;
  private static final Figures DOWN = Outcomes.down(Duration.ofNanos(1));
  private static final Figures TWIN = Outcomes.down(seconds(3));

  /** What each makes of a labelled Deployment, where all else is good. */
  private static Stream<Named<Function<Figures, Verdict>>> ofALabelledOne() {
    return Stream.of(
        Named.of("drain", web -> DrainScenario.verdict(TWIN, web)),
        Named.of("spot", web -> spot(web, Optional.of(seconds(3)), true)),
        Named.of("two-nodes: web", web -> TwoNodesScenario.verdict(web, GOOD, true)),
        Named.of("two-nodes: api", api -> TwoNodesScenario.verdict(GOOD, api, true)),
        Named.of("hpa", web -> HpaScenario.verdict(web, List.of(1, 2, 1))),
        Named.of("scaler-killed", web -> ScalerKilledScenario.verdict(web, 2)),
        Named.of("webhooks-killed", web -> WebhooksKilledScenario.verdict(web, 1, 0)));
  }

  @ParameterizedTest
  @MethodSource("ofALabelledOne")
  void isContentWithoutDowntimeAndAnythingLeft(Function<Figures, Verdict> verdict) {
    assertThat(verdict.apply(GOOD).problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ofALabelledOne")
  void isNotContentWithTheShortestDowntimeOrAnythingLeft(Function<Figures, Verdict> verdict) {
    assertThat(verdict.apply(DOWN).problems())
        .singleElement()
        .asString()
        .endsWith(" had a time in which no pod served");
    assertThat(verdict.apply(Outcomes.WITH_TWO_REPLICAS).problems())
        .singleElement()
        .asString()
        .endsWith(" is not back at 1 replica");
    assertThat(verdict.apply(Outcomes.WITH_A_SCHEDULE).problems())
        .singleElement()
        .asString()
        .endsWith(" has a schedule left");
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(DrainScenario.verdict(GOOD, GOOD), "twin's downtime should be above 0.5 s"),
        Arguments.of(spot(GOOD, Optional.empty(), true), "should serve before the drain"),
        Arguments.of(spot(GOOD, Optional.of(seconds(9)), true), "should serve before the drain"),
        Arguments.of(spot(GOOD, Optional.of(seconds(3)), false), "the node should be gone"),
        Arguments.of(TwoNodesScenario.verdict(GOOD, GOOD, false), "should be on two nodes"),
        Arguments.of(HpaScenario.verdict(GOOD, List.of(1)), "it was [1]"),
        Arguments.of(HpaScenario.verdict(GOOD, List.of(1, 2)), "it was [1, 2]"),
        Arguments.of(ScalerKilledScenario.verdict(GOOD, 1), "should stay at 2 replicas"),
        Arguments.of(WebhooksKilledScenario.verdict(GOOD, 0, 0), "should refuse an eviction"),
        Arguments.of(WebhooksKilledScenario.verdict(GOOD, 1, 1), "an eviction failed"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void isNotContentWhereNothingWasShown(Verdict verdict, String problem) {
    assertThat(verdict.problems()).singleElement().asString().contains(problem);
  }

  /** The one that has to go down. */
  @Test
  void neverReadyWantsTheDocumentedDowntime() {
    Figures web = Outcomes.down(seconds(2));
    assertThat(NeverReadyScenario.verdict(web, seconds(8), true).problems()).isEmpty();
    assertThat(NeverReadyScenario.verdict(web, Duration.ofMillis(6_900), true).problems())
        .containsExactly("the eviction should be held until max-hold is over");
    assertThat(NeverReadyScenario.verdict(web, seconds(8), false).problems())
        .containsExactly("the Event EvictionHoldExpired should tell of it");
    assertThat(NeverReadyScenario.verdict(GOOD, NONE, true).problems()).hasSize(2);
    Figures two = new Figures(seconds(2), seconds(9), 2, 2, 1);
    assertThat(NeverReadyScenario.verdict(two, seconds(8), true).problems())
        .containsExactly("web is not back at 1 replica", "web has a schedule left");
  }

  @Test
  void eachIsNamedAsItsScenarioIs() {
    Stream<Verdict> all =
        Stream.concat(
            ofALabelledOne().map(named -> named.getPayload().apply(GOOD)),
            Stream.of(NeverReadyScenario.verdict(GOOD, NONE, true)));
    assertThat(all.map(Verdict::scenario).distinct())
        .containsExactlyInAnyOrderElementsOf(Scenarios.ALL.stream().map(Scenario::name).toList());
  }

  private static Verdict spot(Figures web, Optional<Duration> served, boolean left) {
    return SpotScenario.verdict(web, served, seconds(8), left);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
