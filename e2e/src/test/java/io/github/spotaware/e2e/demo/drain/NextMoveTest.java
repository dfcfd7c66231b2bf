package io.github.spotaware.e2e.demo.drain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NextMoveTest {

  @ParameterizedTest
  @CsvSource({
    "200, AWAIT_ITS_END",
    "201, AWAIT_ITS_END",
    "404, DONE",
    "429, ASK_AGAIN",
    "403, GIVE_UP",
    "500, GIVE_UP",
    "0, GIVE_UP",
  })
  void only429IsAskedAgain(int code, NextMove next) {
    assertThat(NextMove.after(code)).isEqualTo(next);
  }
}
