package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class VerdictTest {

  private static final Figures TWIN = figures(3_000, 1);

  @Test
  void isContentWithNoDowntimeAndOneReplica() {
    assertThat(new Verdict(TWIN, figures(0, 1)).problems()).isEmpty();
  }

  @Test
  void isNotContentWithTheShortestDowntime() {
    Figures shortest = new Figures(Duration.ofNanos(1), Duration.ofSeconds(5), 2, 1);
    assertThat(new Verdict(TWIN, shortest).problems()).hasSize(1);
    assertThat(Figures.seconds(shortest.downtime())).isEqualTo("0.01");
  }

  @Test
  void isNotContentWithASecondReplicaLeft() {
    assertThat(new Verdict(TWIN, figures(0, 2)).problems()).hasSize(1);
  }

  @Test
  void isNotContentWithAWatchThatSawNoGapOfTheTwin() {
    assertThat(new Verdict(figures(0, 1), figures(0, 1)).problems()).hasSize(1);
  }

  @Test
  void theFiguresAreOneLineOfJson() {
    assertThat(new Verdict(TWIN, figures(0, 1)).json())
        .startsWith("{\"ok\":true,\"unlabelled\":{\"downtimeSeconds\":3.0,")
        .doesNotContain("\n");
  }

  @Test
  void theTableNamesBoth() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Verdict(TWIN, figures(0, 1)).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("downtime +3.00 s +0 s\\R")
        .contains("labelled web");
  }

  private static Figures figures(long downtimeMillis, int replicas) {
    return new Figures(Duration.ofMillis(downtimeMillis), Duration.ofMillis(5_200), 2, replicas);
  }
}
