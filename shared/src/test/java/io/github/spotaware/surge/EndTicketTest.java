package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Pods;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.FieldManagers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EndTicketTest {
  private static final Schedule RELEASING = Schedules.releasing("web-a");

  private static Optional<Schedule> ended(Workloads workload, Duration unchangedFor, Instant now) {
    return ended(RELEASING, workload, unchangedFor, now);
  }

  private static Optional<Schedule> ended(
      Schedule schedule, Workloads workload, Duration unchangedFor, Instant now) {
    return EndTicket.whenOver(
            Schedules.stored(schedule),
            workload.schedule(schedule).build(),
            unchangedFor,
            Configuration.defaults(),
            now)
        .map(step -> ((UpdateSchedule) step.write()).to());
  }

  static Stream<Arguments> gone() {
    return Stream.of(
        argumentSet("gone", surged(pod("web-b"))),
        argumentSet("terminating", surged(pod("web-a").terminating(), pod("web-b"))),
        argumentSet("finished", surged(pod("web-a").terminal(), pod("web-b"))),
        argumentSet(
            "another pod of the same name", surged(pod("web-a").uid("uid-new"), pod("web-b"))));
  }

  @ParameterizedTest
  @MethodSource("gone")
  void endsWhenThePodIs(Workloads workload) {
    Instant later = NOW.plusSeconds(100);
    Schedule next = ended(workload, Duration.ZERO, later).orElseThrow();
    assertThat(next.phase()).isEqualTo(Phase.SURGED);
    assertThat(next.held()).isEmpty();
    assertThat(next.scheduledTime())
        .as("the delay counts from the handoff")
        .isEqualTo(later.plus(Configuration.defaults().scaleDownDelay()));
  }

  @Test
  void whatTheHeldEvictionHadAddedIsOverWithIt() {
    Instant handoff = NOW.minusSeconds(1000);
    Schedule next = ended(surged(pod("web-b")), Duration.ZERO, handoff).orElseThrow();
    assertThat(next.scheduledTime())
        .isEqualTo(handoff.plus(Configuration.defaults().scaleDownDelay()))
        .isBefore(RELEASING.scheduledTime());
  }

  @Test
  void whileAnotherPodIsHeldTheDueTimeDoesNotShrink() {
    Schedule alsoHeld = RELEASING.withHeld(Pods.uidOf("web-b"), NOW);
    Schedule next =
        ended(alsoHeld, surged(pod("web-b")), Duration.ZERO, NOW.minusSeconds(1000)).orElseThrow();
    assertThat(next.scheduledTime()).isEqualTo(RELEASING.scheduledTime());
  }

  @ParameterizedTest
  @CsvSource({"0, false", "34000, false", "59999, false", "60000, true", "90000, true"})
  void endsWhileThePodRunsOnlyAfterAMinuteUnchanged(long millis, boolean over) {
    Optional<Schedule> next =
        ended(surged(pod("web-a"), pod("web-b")), Duration.ofMillis(millis), NOW);
    assertThat(next.isPresent()).isEqualTo(over);
    next.ifPresent(schedule -> {
      assertThat(schedule.phase()).isEqualTo(Phase.SURGED);
      assertThat(schedule.held()).as("max-hold goes on").containsKey(uidOf("web-a"));
      assertThat(schedule.lastSequence()).as("no sequence is given twice").isEqualTo(1);
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"RAISING", "SURGED", "LOWERING", "CANCELLING"})
  void returnsToWhereItWasTaken(Phase origin) {
    Schedule taken = Schedules.in(origin).releasing(uidOf("web-a"));
    assertThat(EndTicket.withdraw(Schedules.stored(taken)).to().phase()).isEqualTo(origin);
    assertThat(
            EndTicket.whenOver(
                    Schedules.stored(taken),
                    surged(pod("web-b")).schedule(taken).build(),
                    Duration.ZERO,
                    Configuration.defaults(),
                    NOW)
                .map(step -> ((UpdateSchedule) step.write()).to().phase()))
        .contains(origin);
  }

  @Test
  void aWithdrawalNeverUndoesARenewal() {
    MemoryCluster cluster =
        MemoryCluster.of(surged(pod("web-a"), pod("web-b")).schedule(RELEASING));
    StoredSchedule taken = cluster.schedule().orElseThrow();
    cluster.apply(
        new UpdateSchedule(taken, RELEASING.releasing(uidOf("web-a"))), FieldManagers.WEBHOOK);
    assertThat(cluster.apply(EndTicket.withdraw(taken), FieldManagers.WEBHOOK))
        .isInstanceOf(WriteOutcome.Stale.class);
    assertThat(cluster.schedule().orElseThrow().content().ticket().orElseThrow().sequence())
        .isEqualTo(2);
  }

  @Test
  void aWithdrawalTwiceIsStale() {
    MemoryCluster cluster =
        MemoryCluster.of(surged(pod("web-a"), pod("web-b")).schedule(RELEASING));
    UpdateSchedule withdraw = EndTicket.withdraw(cluster.schedule().orElseThrow());
    assertThat(cluster.apply(withdraw, FieldManagers.WEBHOOK))
        .isInstanceOf(WriteOutcome.Done.class);
    assertThat(cluster.apply(withdraw, FieldManagers.WEBHOOK))
        .isInstanceOf(WriteOutcome.Stale.class);
  }

  @Test
  void theScalerWaitsUntilTheMinuteIsOver() {
    Scaler scaler =
        new Scaler(MemoryCluster.of(surged(pod("web-a"), pod("web-b")).schedule(RELEASING)));
    scaler.ticketUnchangedFor = Duration.ofSeconds(25);
    assertThat(scaler.run())
        .isEqualTo(
            new Step.Wait("the eviction that was let through", Optional.of(NOW.plusSeconds(35))));
  }

  @Test
  void afterTheTicketTheOwnersCountIsSeen() {
    MemoryCluster cluster =
        MemoryCluster.of(surged(pod("web-a"), pod("web-b")).schedule(RELEASING));
    cluster.writeReplicas(3, "kubectl");
    Scaler scaler = new Scaler(cluster);
    assertThat(scaler.run()).isInstanceOf(Step.Wait.class);
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.RELEASING);
    cluster.delete(uidOf("web-a"));
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.schedule()).isEmpty();
    assertThat(cluster.replicas()).isEqualTo(3);
  }
}
