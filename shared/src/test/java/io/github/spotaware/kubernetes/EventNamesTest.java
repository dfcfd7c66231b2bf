package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventNamesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

  private final EventNames names = new EventNames();

  @Test
  void isTheObjectAndTheTime() {
    assertThat(names.next("web", NOW))
        .isEqualTo("web." + Long.toHexString(NOW.getEpochSecond() * 1_000_000_000L + 123_456_789));
  }

  @Test
  void noTwoAreTheSameNotEvenOfOneInstantOrOfATimeThatWentBack() {
    assertThat(
            new String[] {
              names.next("web", NOW),
              names.next("web", NOW),
              names.next("web", NOW.minusNanos(1)),
              names.next("web", NOW.plusNanos(1))
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void fitsWhatANameMayBe() {
    assertThat(names.next("a".repeat(253), NOW)).hasSizeLessThanOrEqualTo(253);
  }
}
