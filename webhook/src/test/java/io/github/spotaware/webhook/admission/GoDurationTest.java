package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "10s, PT10S",
    "1m0s, PT1M",
    "500ms, PT0.5S",
    "1h0m0s, PT1H",
    "1.5s, PT1.5S",
    ".5s, PT0.5S",
    "5.s, PT5S",
    "13s, PT13S",
    "100us, PT0.0001S",
    "100µs, PT0.0001S",
    "100μs, PT0.0001S",
    "1ns, PT0.000000001S",
    "1m1m, PT2M",
  })
  void readsWhatGoWrites(String text, Duration expected) {
    assertThat(GoDuration.parse(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "0s",
        "10",
        "s",
        "10 s",
        "-10s",
        "+10s",
        "10x",
        "10S",
        "1d",
        ".s",
        "1.2.3s",
        "10s ",
        "0.1ns",
        "999999999999h",
        "١s",
        "10s\n",
        "NaN",
        "1e3s"
      })
  void takesAnythingElseAsNotSent(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
    assertThat(GoDuration.parse("1s".repeat(100))).isEmpty();
  }
}
