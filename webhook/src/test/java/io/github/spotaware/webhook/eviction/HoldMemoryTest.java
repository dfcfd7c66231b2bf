package io.github.spotaware.webhook.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldMemoryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String POD = "uid-pod";
  private static final DeploymentRef WEB = new DeploymentRef("shop", "web");
  private static final EvictionRequest DRAIN = request(false);
  private static final EvictionRequest DRY_RUN = request(true);

  private final HoldMemory memory = new HoldMemory();

  private static EvictionRequest request(boolean dryRun) {
    return new EvictionRequest("shop", "web-a", Optional.empty(), dryRun);
  }

  private static Optional<StoredSchedule> scheduleWithHeld(Instant firstHeld) {
    Schedule content =
        Schedule.start(new DeploymentRef("shop", "web"), "uid-web", NOW, "eviction of web-a")
            .withHeld(POD, firstHeld);
    return Optional.of(
        new StoredSchedule(
            "scale-down-shop.web", "uid-schedule", "1", Instant.EPOCH, content, Map.of()));
  }

  @Test
  void whoWasCrowdedOutIsKnownForAMinute() {
    long minute = HoldMemory.CROWDED_OUT_FOR.toNanos();
    assertThat(memory.crowdedOut(DRAIN, 0)).isEmpty();
    memory.crowdedOut(DRAIN, POD, List.of(WEB), 7);
    assertThat(memory.crowdedOut(DRAIN, 7 + minute)).contains(List.of(WEB));
    assertThat(memory.crowdedOut(DRAIN, 8 + minute)).isEmpty();
    assertThat(memory.crowdedOut(new EvictionRequest("shop", "web-b", Optional.empty(), false), 8))
        .isEmpty();
  }

  @Test
  void withoutAScheduleTheFirstCallCounts() {
    assertThat(memory.firstHeld(DRAIN, POD, Optional.empty(), NOW)).isEqualTo(NOW);
    assertThat(memory.firstHeld(DRAIN, POD, Optional.empty(), NOW.plusSeconds(9))).isEqualTo(NOW);
  }

  /** Else it were let go for want of a replacement that nobody has tried to make. */
  @Test
  void whoWasCrowdedOutSinceIsCountedAnew() {
    memory.firstHeld(DRAIN, POD, Optional.empty(), NOW);
    memory.crowdedOut(DRAIN, POD, List.of(WEB), 7);
    assertThat(memory.firstHeld(DRAIN, POD, Optional.empty(), NOW.plusSeconds(9)))
        .isEqualTo(NOW.plusSeconds(9));
  }

  @Test
  void theScheduleIsBelievedFirst() {
    memory.firstHeld(DRAIN, POD, Optional.empty(), NOW);
    assertThat(
            memory.firstHeld(DRAIN, POD, scheduleWithHeld(NOW.minusSeconds(3)), NOW.plusSeconds(9)))
        .isEqualTo(NOW.minusSeconds(3));
  }

  @Test
  void whatAScheduleRememberedDoesNotOutliveIt() {
    memory.firstHeld(DRAIN, POD, Optional.empty(), NOW);
    memory.firstHeld(DRAIN, POD, scheduleWithHeld(NOW), NOW.plusSeconds(1));
    Instant nextDrain = NOW.plusSeconds(86_400);
    assertThat(memory.firstHeld(DRAIN, POD, Optional.empty(), nextDrain)).isEqualTo(nextDrain);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  EVICTION_ALLOWED,      forgotten",
    "true,  POD_GONE,              forgotten",
    "true,  NOT_SURGEABLE,         forgotten",
    "false, NOT_SURGEABLE,         forgotten",
    "true,  EVICTION_HOLD_EXPIRED, remembered",
    "false, WAITING,               remembered",
    "false, API_ERROR,             remembered",
  })
  void aPodThatWaitsNoLongerIsForgotten(boolean allowed, Reason reason, String then) {
    memory.firstHeld(DRAIN, POD, Optional.empty(), NOW);
    memory.answered(POD, allowed, reason);
    Instant later = NOW.plusSeconds(9);
    assertThat(memory.firstHeld(DRAIN, POD, Optional.empty(), later))
        .isEqualTo(then.equals("forgotten") ? later : NOW);
  }

  @Test
  void afterALongSilenceItIsAnotherDrain() {
    memory.firstHeld(DRAIN, POD, Optional.empty(), NOW);
    Instant soon = NOW.plus(HoldMemory.ANOTHER_DRAIN);
    assertThat(memory.firstHeld(DRAIN, POD, Optional.empty(), soon)).isEqualTo(NOW);
    Instant later = soon.plus(HoldMemory.ANOTHER_DRAIN).plusSeconds(1);
    assertThat(memory.firstHeld(DRAIN, POD, Optional.empty(), later)).isEqualTo(later);
  }

  @Test
  void aDryRunIsNoDrain() {
    assertThat(memory.firstHeld(DRY_RUN, POD, Optional.empty(), NOW)).isEqualTo(NOW);
    Instant later = NOW.plusSeconds(40);
    assertThat(memory.firstHeld(DRAIN, POD, Optional.empty(), later)).isEqualTo(later);
  }
}
