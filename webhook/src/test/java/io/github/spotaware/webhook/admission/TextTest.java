package io.github.spotaware.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void isOneLineInEveryAlphabet() {
    assertThat(Text.oneLine("a\r\nb\u0085c\u2028d\u0000e")).isEqualTo("a  b c d e");
  }

  @Test
  void isCutBetweenTwoCharacters() {
    String emoji = "\uD83D\uDE80";
    assertThat(Text.oneLine(emoji.repeat(200))).isEqualTo(emoji.repeat(200));
    assertThat(Text.oneLine("a" + emoji.repeat(200))).isEqualTo("a" + emoji.repeat(199) + "…");
  }
}
