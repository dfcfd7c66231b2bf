package io.github.spotaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InvalidValueTest {

  @Test
  void namesKeyValueAndWhatIsAllowed() {
    assertThat(
            new InvalidValue("hold-seconds", "abc", "a whole number of seconds from 1 to 27")
                .message())
        .isEqualTo(
            "hold-seconds: \"abc\" is not allowed; allowed: a whole number of seconds from 1 to"
                + " 27");
  }

  @Test
  void staysOnOneLine() {
    assertThat(new InvalidValue("k", "a\nb\r\u0085\u2028c", "x\ny").message())
        .isEqualTo("k: \"a b   c\" is not allowed; allowed: x y");
  }

  @Test
  void showsAHundredCharactersWhole() {
    String hundred = "x".repeat(100);
    assertThat(new InvalidValue("k", hundred, "y").message()).contains("\"" + hundred + "\"");
    assertThat(new InvalidValue("k", hundred + "x", "y").message())
        .contains("\"" + hundred + "…\"");
  }

  @Test
  void fitsAnEventAndCutsNoCharacterInTwo() {
    String emoji = "\uD83D\uDE80";
    String message =
        new InvalidValue(Annotations.SCALE_DOWN_DELAY, emoji.repeat(500), "y".repeat(5000))
            .message();
    assertThat(message).contains("\"" + emoji.repeat(100) + "…\"");
    assertThat(message.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1024);
  }

  @Test
  void canBeShortenedAsAWhole() {
    InvalidValue value = new InvalidValue("k", "x".repeat(1_000_000), "y".repeat(500));
    assertThat(value.shortened())
        .isEqualTo(new InvalidValue("k", "x".repeat(100) + "…", "y".repeat(400) + "…"));
    assertThat(value.shortened().message()).hasSizeLessThan(600);
  }
}
