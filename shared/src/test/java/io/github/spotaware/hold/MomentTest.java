package io.github.spotaware.hold;

import static io.github.spotaware.testing.Workloads.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MomentTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** The monotonic clock may start anywhere, and run over. */
  private final Moment moment = new Moment(NOW, Long.MAX_VALUE - 5);

  @Test
  void reachedIsOnTheMonotonicClock() {
    Moment later = moment.plus(SECOND);
    assertThat(later.nanos()).isNegative();
    assertThat(later.reached(moment)).isTrue();
    assertThat(moment.reached(later)).isFalse();
    assertThat(moment.reached(moment)).isTrue();
    assertThat(new Moment(NOW.minusSeconds(99), later.nanos()).reached(moment)).isTrue();
  }

  @Test
  void theEarlierOfTwo() {
    Moment later = moment.plus(SECOND);
    assertThat(moment.earlier(later)).isEqualTo(moment);
    assertThat(later.earlier(moment)).isEqualTo(moment);
  }

  @Test
  void aWallTimeAsSeenFromHere() {
    assertThat(moment.until(moment.at(NOW.plusSeconds(3)))).isEqualTo(Duration.ofSeconds(3));
    assertThat(moment.until(moment.at(NOW.minusSeconds(3)))).isEqualTo(Duration.ofSeconds(-3));
  }
}
