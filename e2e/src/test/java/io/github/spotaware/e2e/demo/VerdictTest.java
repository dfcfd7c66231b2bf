package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class VerdictTest {

  private static final Figures TWIN = Outcomes.down(Duration.ofSeconds(3));
  private static final Verdict GOOD = DrainScenario.verdict(TWIN, Outcomes.GOOD);

  @Test
  void theFiguresAreOneLineOfJson() {
    assertThat(GOOD.json())
        .isEqualTo(
            "{\"ok\":true,\"scenario\":\"drain\","
                + "\"unlabelled\":{\"downtimeSeconds\":3.0,\"drainSeconds\":5.2,\"mostPods\":2,"
                + "\"replicas\":1,\"schedules\":0},"
                + "\"labelled\":{\"downtimeSeconds\":0.0,\"drainSeconds\":5.2,\"mostPods\":2,"
                + "\"replicas\":1,\"schedules\":0}}");
  }

  @Test
  void theShortestDowntimeIsNotRoundedToNone() {
    assertThat(Figures.seconds(Duration.ofNanos(1))).isEqualTo("0.01");
  }

  @Test
  void theTableNamesBothAndSaysWhatToThinkOfIt() {
    assertThat(printed(GOOD))
        .containsPattern("downtime +3.00 s +0 s\\R")
        .containsPattern("schedules left +none +none\\R")
        .contains("labelled web", "No downtime for the labelled Deployment")
        .doesNotContain("NOT AS IT SHOULD BE");
  }

  @Test
  void aBadOneNamesItsProblemsAndDrawsNoMoral() {
    Verdict bad = DrainScenario.verdict(TWIN, Outcomes.WITH_TWO_REPLICAS);
    assertThat(bad.ok()).isFalse();
    assertThat(bad.json()).startsWith("{\"ok\":false,");
    assertThat(printed(bad))
        .contains("NOT AS IT SHOULD BE: the labelled Deployment is not back at 1 replica")
        .doesNotContain("No downtime");
  }

  private static String printed(Verdict verdict) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    verdict.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
