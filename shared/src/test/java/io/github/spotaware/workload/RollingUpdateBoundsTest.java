package io.github.spotaware.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As ResolveFenceposts of deployment_util.go. */
class RollingUpdateBoundsTest {

  @ParameterizedTest
  @CsvSource({
    "25%,  25%,  1, 0",
    "25%,  25%,  2, 0",
    "25%,  25%,  4, 1",
    "50%,  25%,  1, 0",
    "50%,  25%,  2, 1",
    "100%, 0,    1, 1",
    "100%, 0,    2, 2",
    "99%,  0,    2, 1",
    "1,    0,    1, 1",
    "2,    25%,  1, 2",
    "0,    1,    1, 0",
    "0%,   0%,   1, 1",
    "25%,  0,    1, 1",
    "25%,  0,    2, 1",
    "0,    1%,   1, 0",
    "4294967296, 0, 2, 2147483647",
  })
  void takesAway(String maxUnavailable, String maxSurge, int replicas, int expected) {
    assertThat(new RollingUpdateBounds(maxUnavailable, maxSurge).maxUnavailableOf(replicas))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "1.5", "50 %", "%", "99999999999"})
  void isNoBound(String text) {
    assertThat(RollingUpdateBounds.isBound(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new RollingUpdateBounds(text, "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new RollingUpdateBounds("1", text));
  }

  @Test
  void theDefaultsLetNoRolloutTakeAPodOfTwo() {
    assertThat(RollingUpdateBounds.DEFAULT.maxUnavailableOf(2)).isZero();
  }
}
