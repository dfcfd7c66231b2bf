package io.github.spotaware.e2e.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ServingTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void countsNoDowntimeBeforeTheFirstPodServes() {
    Serving serving = Serving.NONE.on(0, true, at(0)).on(1, true, at(5_000));
    assertThat(serving.before()).isZero();
    assertThat(serving.downSince()).isEmpty();
  }

  @Test
  void addsUpTheTimesWhenNoneServed() {
    Serving serving =
        Serving.NONE
            .on(1, true, at(0))
            .on(0, true, at(1_000))
            .on(0, true, at(1_500))
            .on(1, true, at(3_000))
            .on(0, true, at(9_000));
    assertThat(serving.before()).isEqualTo(Duration.ofSeconds(2));
    assertThat(serving.downSince()).contains(at(9_000));
    assertThat(serving.on(2, true, at(9_001)).before()).isEqualTo(Duration.ofMillis(2_001));
  }

  @Test
  void isNotDownWhereNoneIsWanted() {
    assertThat(Serving.NONE.on(1, true, at(0)).on(0, false, at(1)).downSince()).isEmpty();
  }

  @Test
  void keepsTheLastChangesOnly() {
    Serving serving = Serving.NONE;
    for (int i = 0; i < 1_000; i++) {
      serving = serving.on(i % 3, true, at(i));
    }
    assertThat(serving.steps()).hasSize(120);
    assertThat(serving.steps().getLast()).isEqualTo(new Serving.Step(at(999), 0));
  }

  @Test
  void takesNoDowntimeFromItsOwnEnd() {
    Serving serving = Serving.NONE.on(1, true, at(0)).on(0, true, at(2_000));
    Serving removed = serving.end(at(1_000), at(2_100));
    assertThat(removed.before()).isZero();
    assertThat(removed.now()).isEqualTo(1);
    assertThat(removed.on(0, true, at(5_000))).isEqualTo(removed);

    Serving downBefore = serving.end(at(3_000), at(3_500));
    assertThat(downBefore.before()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(downBefore.downSince()).isEmpty();
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
