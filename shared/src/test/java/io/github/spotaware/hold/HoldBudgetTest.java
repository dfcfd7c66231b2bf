package io.github.spotaware.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldBudgetTest {

  @ParameterizedTest
  @CsvSource({
    "10, 30, PT10S",
    "10, 12, PT10S",
    "10, 11, PT9.5S",
    "27, 30, PT27S",
    "27, 10, PT8.5S",
    "10, 2,  PT0.5S",
    "10, 1,  PT0S",
  })
  void isTheLeastOfHoldSecondsAndTheTimeoutLessAMargin(
      long holdSeconds, long timeout, Duration budget) {
    assertThat(
            HoldBudget.of(
                Duration.ofSeconds(holdSeconds), Optional.of(Duration.ofSeconds(timeout))))
        .isEqualTo(budget);
  }

  @Test
  void isHoldSecondsWithoutATimeout() {
    assertThat(HoldBudget.of(Duration.ofSeconds(10), Optional.empty()))
        .isEqualTo(Duration.ofSeconds(10));
  }
}
