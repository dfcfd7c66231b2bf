package io.github.spotaware.workload;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.testing.Pods;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A pod that was there, and not Ready, before the surge began. */
class LateEvictionTest {
  private static final Instant SURGED_AT = NOW.minusSeconds(20);

  private static Optional<Instant> until(Pods pod, Instant surgedAt) {
    WorkloadSnapshot snapshot =
        surged(pod)
            .schedule(
                new StoredSchedule(
                    Schedules.NAME, "uid-schedule", "1", surgedAt, Schedules.surged(), Map.of()))
            .build();
    return LateEviction.mayTakeUntil(snapshot.pods().getFirst(), snapshot, NOW);
  }

  private static Pods older() {
    return pod("web-a").createdAt(SURGED_AT.minusSeconds(1));
  }

  @Test
  void readyAtLastBeforeTheSurgeItMayBeTakenForAsLongAsARequestLives() {
    Instant ready = SURGED_AT.minusSeconds(3);
    assertThat(until(older().readySince(ready), SURGED_AT))
        .contains(ready.plus(LateEviction.MAY_COME_AFTER));
  }

  /** Once there is a surge, an eviction needs the ticket. */
  @Test
  void readyAfterwardsItMayBeTakenForThatLongFromTheSurge() {
    assertThat(until(older().readySince(SURGED_AT.plusSeconds(10)), SURGED_AT))
        .contains(SURGED_AT.plus(LateEviction.MAY_COME_AFTER));
  }

  @Test
  void readyForLongItIsSafe() {
    assertThat(until(older().readyFor(LateEviction.MAY_COME_AFTER), SURGED_AT)).isEmpty();
    assertThat(until(older().readyFor(LateEviction.MAY_COME_AFTER.minusSeconds(1)), SURGED_AT))
        .isPresent();
  }

  @Test
  void soItIsWhenTheSurgeBeganLongAgo() {
    assertThat(
            until(
                pod("web-a").createdAt(NOW.minusSeconds(90)).readyFor(Duration.ofSeconds(1)),
                NOW.minus(LateEviction.MAY_COME_AFTER)))
        .isEmpty();
  }

  /** Made by the surge: the API server's times are whole seconds, and a ReplicaSet is fast. */
  @Test
  void aPodAsYoungAsTheSurgeIsSafe() {
    assertThat(until(pod("web-a").createdAt(SURGED_AT).readySince(NOW), SURGED_AT)).isEmpty();
  }

  @Test
  void withoutASurgeThereIsNothingToTell() {
    WorkloadSnapshot snapshot = Workloads.workload(older().readySince(NOW)).build();
    assertThat(LateEviction.mayTakeUntil(snapshot.pods().getFirst(), snapshot, NOW)).isEmpty();
  }

  @Test
  void itIsNoReplacement() {
    WorkloadSnapshot snapshot =
        surged(pod("web-a"), pod("web-b").createdAt(SURGED_AT.minusSeconds(1)).readySince(NOW))
            .schedule(
                new StoredSchedule(
                    Schedules.NAME, "uid-schedule", "1", SURGED_AT, Schedules.surged(), Map.of()))
            .build();
    assertThat(Replacement.of(snapshot.pods().getFirst(), snapshot, Set.of(), Set.of(), NOW))
        .isEqualTo(
            new Replacement.Missing(
                "replacement web-b on node node-of-web-b to be Ready for 40 s, because an eviction"
                    + " let through before the surge may still take it",
                Optional.of(SURGED_AT.plus(LateEviction.MAY_COME_AFTER))));
  }
}
