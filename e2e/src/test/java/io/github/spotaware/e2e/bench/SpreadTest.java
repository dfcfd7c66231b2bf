package io.github.spotaware.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpreadTest {

  /** Of 1, 2, … count milliseconds, in any order. */
  @ParameterizedTest(name = "of {0}")
  @CsvSource({"1, 1, 1", "2, 1, 2", "3, 2, 3", "100, 50, 99", "101, 51, 100", "200, 100, 198"})
  void eachFigureIsOneOfTheSamples(int count, int p50, int p99) {
    List<Duration> samples =
        new ArrayList<>(
            IntStream.rangeClosed(1, count).mapToObj(i -> Duration.ofMillis(i)).toList());
    Collections.shuffle(samples, new Random(count));
    assertThat(Spread.of(samples))
        .isEqualTo(
            new Spread(Duration.ofMillis(p50), Duration.ofMillis(p99), Duration.ofMillis(count)));
  }

  @Test
  void noSamplesHaveNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
  }
}
