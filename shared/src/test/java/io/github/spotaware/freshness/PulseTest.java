package io.github.spotaware.freshness;

import static io.github.spotaware.testing.Workloads.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.hold.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulseTest {
  /** The monotonic clock may start anywhere, and run over. */
  private static final Moment START = new Moment(NOW, Long.MAX_VALUE - 5);

  private final Pulse pulse = Pulse.begins(START);

  @ParameterizedTest(name = "monotonic {0} s, wall {1} s: gap {2}")
  @CsvSource({
    "1, 1, false",
    "5, 5, false",
    "6, 6, true",
    "22, 22, true",
    // Suspended: the monotonic clock of Linux stands still meanwhile.
    "1, 3600, true",
    // Set back, in the middle of a pause.
    "6, -3600, true",
    "1, -3600, false",
    // Both stand still, as in a machine that its host froze: not to be seen from inside.
    "1, 1, false",
  })
  void isAGap(long monotonic, long wall, boolean gap) {
    Moment later =
        new Moment(NOW.plusSeconds(wall), START.nanos() + Duration.ofSeconds(monotonic).toNanos());
    assertThat(pulse.gapAt(later).isPresent()).isEqualTo(gap);
    assertThat(pulse.beat(later).gap().isPresent()).isEqualTo(gap);
  }

  @Test
  void whoeverAsksFirstSeesTheGap() {
    Moment goesOn = START.plus(Duration.ofSeconds(22));
    assertThat(pulse.gapAt(goesOn))
        .contains(new Pulse.Gap(goesOn, Duration.ofSeconds(22)))
        .isEqualTo(pulse.beat(goesOn).gap());
  }

  @Test
  void theLatestGapIsRemembered() {
    Moment goesOn = START.plus(Duration.ofSeconds(22));
    Pulse after = pulse.beat(goesOn);
    Moment later = goesOn.plus(Pulse.BEAT);
    assertThat(after.beat(later).gap()).isEqualTo(after.gap());

    Moment again = later.plus(Duration.ofSeconds(9));
    assertThat(after.beat(later).beat(again).gap())
        .contains(new Pulse.Gap(again, Duration.ofSeconds(9)));
  }

  @Test
  void aBeatThatComesTwiceChangesNothing() {
    Pulse once = pulse.beat(START.plus(Duration.ofSeconds(22)));
    assertThat(once.beat(once.last())).isEqualTo(once);
  }
}
