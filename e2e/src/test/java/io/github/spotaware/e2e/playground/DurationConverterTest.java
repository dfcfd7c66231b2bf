package io.github.spotaware.e2e.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationConverterTest {

  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({"0s,0", "500ms,500", "3s,3000", "90m,5400000", "4h,14400000"})
  void reads(String text, long milliseconds) {
    assertThat(converter.convert(text)).isEqualTo(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "s", "-3s", "1.5s", "3 s", "1h30m", "99999999999s"})
  void refuses(String text) {
    assertThatThrownBy(() -> converter.convert(text)).hasMessageContaining("is no duration");
  }

  @Test
  void writesWhatItReads() {
    Duration duration = Duration.ofMillis(61_001);
    assertThat(converter.convert(DurationConverter.format(duration))).isEqualTo(duration);
  }
}
