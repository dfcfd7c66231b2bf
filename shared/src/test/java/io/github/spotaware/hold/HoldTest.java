package io.github.spotaware.hold;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.spotaware.config.ScaleDownMode;
import io.github.spotaware.config.UnsurgeablePolicy;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.HoldDriver;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.FieldManagers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldTest {
  private static final Duration BUDGET = Duration.ofSeconds(10);

  private static Schedule held(Schedule schedule) {
    return schedule.withHeld(uidOf("web-a"), NOW);
  }

  /** Held in Surged; the replacement is not Ready yet. */
  private static Evictions waiting() {
    return evictionOf("web-a")
        .in(
            surged(pod("web-a"), pod("web-b").on("n2").notReady())
                .schedule(held(Schedules.surged())));
  }

  private static MemoryCluster ready() {
    return MemoryCluster.of(
        surged(pod("web-a"), pod("web-b").on("n2")).schedule(held(Schedules.surged())));
  }

  private static Evictions plain() {
    return evictionOf("web-a");
  }

  private static Phase phase(MemoryCluster cluster) {
    return cluster.schedule().orElseThrow().content().phase();
  }

  /** On a cluster where all is ready: the ticket write is under way. */
  private static HoldDriver takingTicket(MemoryCluster cluster) {
    HoldDriver hold = HoldDriver.begun("web-a").sees(plain().in(cluster.snapshot()));
    assertThat(hold.performing()).isInstanceOf(UpdateSchedule.class);
    return hold;
  }

  /** In handoff mode the pod leaves by the scale-down. */
  @Nested
  class ByScaleDown {
    private static final Duration TIMEOUT = Duration.ofSeconds(13);

    private Evictions handedOff() {
      return plain().configured(c -> c.scaleDownMode(ScaleDownMode.HANDOFF));
    }

    /** Two pods serve, and the count is about to be lowered or is. */
    private HoldDriver lowered(MemoryCluster cluster) {
      HoldDriver hold = new HoldDriver("web-a", Optional.of(TIMEOUT));
      hold.on(new HoldEvent.Begin()).settles(cluster, handedOff());
      cluster.controllersAct();
      cluster.kubeletsAct(NOW);
      cluster.controllersAct();
      hold.on(new HoldEvent.Changed()).settles(cluster, handedOff());
      assertThat(cluster.replicas()).isEqualTo(1);
      return hold;
    }

    @Test
    void itIsAnsweredWhenThePodTerminates() {
      MemoryCluster cluster = MemoryCluster.of(workload(pod("web-a")));
      HoldDriver hold = lowered(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.LOWERING);
      assertThat(hold.answered()).as("while it serves").isFalse();
      cluster.controllersAct();
      hold.on(new HoldEvent.Changed()).settles(cluster, handedOff());
      assertThat(hold.answer().allowed()).isTrue();
      assertThat(hold.answer().reason()).isEqualTo(Reason.EVICTION_ALLOWED);
      assertThat(hold.told())
          .containsExactly(
              Reason.EVICTION_HELD,
              Reason.SCALED_UP,
              Reason.REPLACEMENT_READY,
              Reason.SCALED_DOWN,
              Reason.EVICTION_ALLOWED);
      assertThat(cluster.pods()).as("no third pod").hasSize(2);
    }

    @Test
    void ifTheReplicaSetTakesTheOtherOneItIsHeldOnAndANewSurgeBegins() {
      MemoryCluster cluster = MemoryCluster.of(workload(pod("web-a")));
      HoldDriver hold = lowered(cluster);
      cluster.delete(uidOf("web-new-1"));
      cluster.controllersAct();
      hold.on(new HoldEvent.Changed()).settles(cluster, handedOff());
      assertThat(hold.answered()).isFalse();
      cluster.kubeletsAct(NOW);
      cluster.deleteSchedule(); // the scaler ends the surge
      hold.on(new HoldEvent.Changed()).settles(cluster, handedOff());
      assertThat(hold.answered()).isFalse();
      assertThat(cluster.replicas()).as("a new surge").isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
      "13, 8400, true", // 11.5 s for a release, and 3 s are left
      "13, 8600, false",
      "4, 1200, true", // half of 2.5 s
      "4, 1300, false",
    })
    void itBeginsOnlyWithEnoughOfTheCallLeft(int timeout, int lateMillis, boolean begins) {
      MemoryCluster cluster =
          MemoryCluster.of(
              surged(pod("web-a").cost(DeletionCosts.OURS), pod("web-b").on("n2"))
                  .schedule(held(Schedules.surged()).withVictim(uidOf("web-a"))));
      HoldDriver hold = new HoldDriver("web-a", Optional.of(Duration.ofSeconds(timeout)));
      hold.on(new HoldEvent.Begin())
          .after(Duration.ofMillis(lateMillis))
          .sees(handedOff().in(cluster.snapshot()));
      assertThat(hold.writing()).isEqualTo(begins);
      assertThat(hold.answered()).isFalse();
    }

    /** With hold-seconds 10 it would have been answered by then. */
    @Test
    void onceBegunItWaitsForAsLongAsItsCallerDoes() {
      MemoryCluster cluster = MemoryCluster.of(workload(pod("web-a")));
      HoldDriver hold = lowered(cluster);
      hold.after(Duration.ofMillis(11_400)).woken().settles(cluster, handedOff());
      assertThat(hold.answered()).isFalse();
      hold.after(Duration.ofMillis(200)).woken();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().message()).contains("the scale-down to delete it");
    }
  }

  @Nested
  class Course {

    @Test
    void fromTheFirstLookToTheAllow() {
      MemoryCluster cluster = MemoryCluster.of(workload(pod("web-a")));
      HoldDriver hold = HoldDriver.begun("web-a").settles(cluster, plain());
      assertThat(hold.answered()).isFalse();
      assertThat(hold.places()).isEqualTo(1);
      assertThat(cluster.replicas()).isEqualTo(2);
      cluster.controllersAct();
      hold.on(new HoldEvent.Changed()).settles(cluster, plain());
      assertThat(hold.answered()).isFalse();
      cluster.kubeletsAct(NOW);
      hold.on(new HoldEvent.Changed()).settles(cluster, plain());
      assertThat(hold.answer().allowed()).isTrue();
      assertThat(hold.answer().reason()).isEqualTo(Reason.EVICTION_ALLOWED);
      assertThat(hold.finished()).isTrue();
      assertThat(hold.places()).as("one place for the whole hold").isEqualTo(1);
      assertThat(hold.told())
          .containsExactly(
              Reason.EVICTION_HELD,
              Reason.SCALED_UP,
              Reason.REPLACEMENT_READY,
              Reason.EVICTION_ALLOWED);
      assertThat(phase(cluster)).isEqualTo(Phase.RELEASING);
    }

    @Test
    void anAllowRestsOnAReadAfterTheTicket() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).writes(cluster);
      assertThat(hold.answered()).isFalse();
      assertThat(hold.reading()).isTrue();
    }

    @Test
    void whatDoesNotWaitTakesNoPlace() {
      HoldDriver hold =
          HoldDriver.begun("web-a").sees(plain().in(workload(pod("web-a").terminating())));
      assertThat(hold.answer().allowed()).isTrue();
      assertThat(hold.finished()).isTrue();
      assertThat(hold.places()).isZero();
    }

    @Test
    void aRefusalIsAnsweredAtOnce() {
      HoldDriver hold =
          HoldDriver.begun("web-a")
              .sees(
                  plain()
                      .in(workload(pod("web-a")).deployment(Deployments.web().recreate()))
                      .configured(c -> c.unsurgeablePolicy(UnsurgeablePolicy.DENY)));
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().reason()).isEqualTo(Reason.NOT_SURGEABLE);
      assertThat(hold.told()).contains(Reason.NOT_SURGEABLE);
    }

    @Test
    void aStaleWriteIsReadAgainAtOnceAndTellsNothing() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(plain().in(workload(pod("web-a"))));
      assertThat(hold.performing()).isInstanceOf(CreateSchedule.class);
      hold.writes(new WriteOutcome.Stale());
      assertThat(hold.reading()).isTrue();
      assertThat(hold.told()).isEmpty();
    }

    @Test
    void aTicketThatFailsTheReadsAfterItGoesBack() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).writes(cluster);
      cluster.delete(uidOf("web-b"));
      hold.sees(plain().in(cluster.snapshot()));
      hold.writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      hold.settles(cluster, plain());
      assertThat(hold.answered()).isFalse();
    }
  }

  @Test
  void givingBackMadeStaleByAnotherPodsHoldIsDoneAgain() {
    MemoryCluster cluster = ready();
    HoldDriver hold = takingTicket(cluster).writes(cluster);
    cluster.delete(uidOf("web-b"));
    hold.sees(plain().in(cluster.snapshot()));
    var taken = cluster.schedule().orElseThrow();
    cluster.apply(
        new UpdateSchedule(taken, taken.content().withHeld(uidOf("web-b"), NOW)),
        FieldManagers.WEBHOOK);
    hold.writes(cluster).settles(cluster, plain());
    assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
    assertThat(hold.answered()).isFalse();
  }

  @Nested
  class Deadline {

    @Test
    void theBudgetSpentIsA429ThatNamesTheReplacement() {
      HoldDriver hold = HoldDriver.begun("web-a").after(Duration.ofSeconds(1)).sees(waiting());
      assertThat(hold.wakesIn()).isEqualTo(BUDGET.minusSeconds(1));
      hold.after(BUDGET.minusSeconds(1)).woken();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().reason()).isEqualTo(Reason.WAITING);
      assertThat(hold.answer().message())
          .isEqualTo(
              "the eviction of pod web-a is held: Deployment shop/web waits for replacement web-b"
                  + " on node n2 to become Ready (held for 10 s of at most 600 s); ask again");
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void ofADeleteItSaysSo() {
      HoldDriver hold = HoldDriver.begunDelete("web-a").sees(waiting().asDelete());
      hold.after(BUDGET).woken();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().message()).startsWith("the delete of pod web-a is held: ");
    }

    @Test
    void theTimeSaidCountsFromTheScheduleOnceItKnows() {
      Evictions waiting =
          evictionOf("web-a")
              .in(
                  surged(pod("web-a"))
                      .schedule(Schedules.surged().withHeld(uidOf("web-a"), NOW.minusSeconds(50))));
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting).after(BUDGET).woken();
      assertThat(hold.answer().message()).contains("(held for 60 s of at most 600 s)");
    }

    @ParameterizedTest
    @CsvSource({"4, 2500", "12, 10000", "30, 10000"})
    void isTheBudgetFromArrival(long timeout, long millis) {
      HoldDriver hold = new HoldDriver("web-a", Optional.of(Duration.ofSeconds(timeout)));
      hold.on(new HoldEvent.Begin()).sees(waiting());
      assertThat(hold.wakesIn()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void theDeploymentsOwnHoldSecondsCountFromTheFirstLook() {
      HoldDriver hold =
          HoldDriver.begun("web-a")
              .sees(waiting().configured(c -> c.holdTime(Duration.ofSeconds(20))));
      assertThat(hold.wakesIn()).isEqualTo(Duration.ofSeconds(20));
      hold.on(new HoldEvent.Changed())
          .sees(waiting().configured(c -> c.holdTime(Duration.ofSeconds(1))));
      assertThat(hold.wakesIn()).as("what it was given stays").isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20})
    void itIsKeptAlsoWhileAWriteHangs(long ownHoldSeconds) {
      HoldDriver hold =
          HoldDriver.begun("web-a")
              .sees(
                  plain()
                      .in(workload(pod("web-a")))
                      .configured(c -> c.holdTime(Duration.ofSeconds(ownHoldSeconds))));
      assertThat(hold.writing()).isTrue();
      assertThat(hold.wakesIn()).isEqualTo(Duration.ofSeconds(ownHoldSeconds));
      hold.after(Duration.ofSeconds(ownHoldSeconds)).woken();
      assertThat(hold.answer().allowed()).isFalse();
    }

    @Test
    void aWakeUpThatComesTooEarlyIsSetAgain() {
      HoldDriver reading = HoldDriver.begun("web-a").after(BUDGET.minusNanos(1));
      reading.woken();
      assertThat(reading.wakesIn()).isPositive();
      HoldDriver writing = HoldDriver.begun("web-a").sees(plain().in(workload(pod("web-a"))));
      writing.after(BUDGET.minusNanos(1)).woken();
      assertThat(writing.wakesIn()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void duringARead() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting()).on(new HoldEvent.Changed());
      hold.after(BUDGET).woken();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.finished()).isFalse();
      hold.sees(plain().in(workload(pod("web-a"))));
      assertThat(hold.finished()).as("nothing is begun for a call that is answered").isTrue();
    }

    @Test
    void reachedWithTheReadNothingIsWritten() {
      HoldDriver hold =
          HoldDriver.begun("web-a").after(BUDGET).sees(plain().in(ready().snapshot()));
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void reachedBetweenTheTicketAndTheReadsAfterItItGoesBack() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).writes(cluster);
      hold.after(BUDGET).sees(plain().in(cluster.snapshot()));
      assertThat(hold.answer().allowed()).isFalse();
      hold.writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      assertThat(hold.finished()).isTrue();
    }

    /** However short hold-seconds is, it ends no release that the caller still waits for. */
    @Test
    void aReleaseThatHasBegunMayUseWhatTheTimeoutLeaves() {
      MemoryCluster cluster = ready();
      HoldDriver hold = new HoldDriver("web-a", Optional.of(Duration.ofSeconds(30)));
      hold.on(new HoldEvent.Begin()).sees(plain().in(cluster.snapshot())).writes(cluster);
      hold.after(BUDGET.plusSeconds(5)).sees(plain().in(cluster.snapshot()));
      assertThat(hold.answer().allowed()).isTrue();
    }

    @Test
    void aReleaseThatHasBegunIsGoneOnWithPastHoldSeconds() {
      MemoryCluster cluster = ready();
      HoldDriver hold = new HoldDriver("web-a", Optional.of(Duration.ofSeconds(30)));
      hold.on(new HoldEvent.Begin()).sees(plain().in(cluster.snapshot()));
      hold.after(BUDGET.plusSeconds(5)).writes(cluster);
      assertThat(hold.reading()).as("the live reads after the ticket").isTrue();
      hold.sees(plain().in(cluster.snapshot()));
      assertThat(hold.answer().allowed()).isTrue();
    }

    @Test
    void reachedWithATicketThatHasToGoBackItIsAnsweredFirst() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).writes(cluster);
      cluster.delete(uidOf("web-b"));
      hold.after(BUDGET).sees(plain().in(cluster.snapshot()));
      assertThat(hold.answer().allowed()).isFalse();
      hold.writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
    }

    @Test
    void aChangeThatComesWithItDoesNotPutItOff() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting()).after(BUDGET);
      hold.on(new HoldEvent.Changed());
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void duringTheReadsAfterTheTicketItGoesBack() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).writes(cluster).after(BUDGET).woken();
      assertThat(hold.answer().allowed()).isFalse();
      hold.sees(plain().in(cluster.snapshot())).writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void duringTheTicketWriteItGoesBack() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).after(BUDGET).woken();
      assertThat(hold.answer().allowed()).isFalse();
      hold.writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.RELEASING);
      hold.writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      assertThat(hold.finished()).isTrue();
    }
  }

  @Nested
  class FirstLook {

    @Test
    void withoutTimeForItAnEvictionIsNotAllowedUnseen() {
      HoldDriver hold = new HoldDriver("web-a", Optional.of(Duration.ofSeconds(1)));
      hold.on(new HoldEvent.Begin());
      assertThat(hold.wakesIn()).isPositive();
      hold.after(hold.wakesIn()).woken();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().reason()).isEqualTo(Reason.WAITING);
    }

    @Test
    void withLittleTimeAPodThatIsNotProtectedStillGoes() {
      HoldDriver hold = new HoldDriver("web-a", Optional.of(Duration.ofSeconds(1)));
      hold.on(new HoldEvent.Begin()).after(Duration.ofMillis(100)).woken();
      hold.sees(plain().in(workload(pod("web-a").orphan())));
      assertThat(hold.answer().allowed()).isTrue();
    }

    @Test
    void withLittleTimeAProtectedPodIsDenied() {
      HoldDriver hold = new HoldDriver("web-a", Optional.of(Duration.ofSeconds(1)));
      hold.on(new HoldEvent.Begin()).after(Duration.ofMillis(100));
      hold.sees(plain().in(workload(pod("web-a"))));
      assertThat(hold.answer().allowed()).isFalse();
    }

    @Test
    void readsThatHangAreNoAllow() {
      HoldDriver hold = HoldDriver.begun("web-a");
      hold.after(hold.wakesIn()).woken();
      assertThat(hold.answer().allowed()).isFalse();
    }
  }

  @Nested
  class ApiErrors {

    @Test
    void aPodNotKnownToBeProtectedIsAllowedAtTheDeadline() {
      HoldDriver hold = HoldDriver.begun("web-a").failsToRead("connection refused");
      assertThat(hold.answered()).isFalse();
      assertThat(hold.wakesIn()).isEqualTo(Duration.ofMillis(500));
      hold.after(hold.wakesIn()).woken().failsToRead("connection refused");
      hold.after(BUDGET).woken();
      assertThat(hold.answer().allowed()).isTrue();
      assertThat(hold.answer().reason()).isEqualTo(Reason.API_ERROR);
      assertThat(hold.answer().message()).contains("connection refused");
    }

    /** One read of many that fails is enough for there to be no look. */
    @Test
    void aPodShownToBeProtectedByHalfALookIs429AtTheDeadline() {
      HoldDriver hold = HoldDriver.begun("web-a").failsToReadOfProtected("no answer");
      hold.after(hold.wakesIn()).woken().failsToRead("no answer").after(BUDGET).woken();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().reason()).isEqualTo(Reason.API_ERROR);
    }

    @Test
    void aPodKnownToBeProtectedIs429AtTheDeadline() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting()).on(new HoldEvent.Changed());
      hold.failsToRead("connection refused").after(BUDGET).woken();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().reason()).isEqualTo(Reason.API_ERROR);
      assertThat(hold.answer().message())
          .contains("waits for the API server to answer (connection refused)");
    }

    @Test
    void aRefusedWriteIsTriedAgainLater() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(plain().in(workload(pod("web-a"))));
      hold.writes(new WriteOutcome.Refused("forbidden"));
      assertThat(hold.reading()).isFalse();
      assertThat(hold.wakesIn()).isEqualTo(Duration.ofMillis(500));
      hold.after(hold.wakesIn()).woken();
      assertThat(hold.reading()).isTrue();
      hold.after(BUDGET).woken();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().message())
          .contains("waits for the API server to accept a write (forbidden)");
    }

    @Test
    void aTicketWriteWithoutAnAnswerMakesNoClaim() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster);
      cluster.apply(hold.performing(), FieldManagers.WEBHOOK);
      hold.writes(new WriteOutcome.Unavailable("timeout"));
      hold.after(hold.wakesIn()).woken().sees(plain().in(cluster.snapshot()));
      assertThat(hold.answered()).as("it renews before it allows").isFalse();
      hold.settles(cluster, plain());
      assertThat(hold.answer().allowed()).isTrue();
      assertThat(cluster.schedule().orElseThrow().content().ticket().orElseThrow().sequence())
          .isEqualTo(2);
    }

    @Test
    void aWithdrawalWithoutAnAnswerEndsTheHold() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).writes(cluster).on(new HoldEvent.CallerGone());
      hold.failsToRead("timeout");
      hold.writes(new WriteOutcome.Unavailable("timeout"));
      assertThat(hold.finished()).isTrue();
    }
  }

  @Nested
  class CallerGone {

    @Test
    void beforeTheTicketNothingIsTaken() {
      HoldDriver hold = HoldDriver.begun("web-a").on(new HoldEvent.CallerGone());
      assertThat(hold.answer().reason()).isEqualTo(Reason.CALLER_GONE);
      hold.sees(plain().in(ready().snapshot()));
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void whileItWaitsItEndsAtOnce() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting()).on(new HoldEvent.CallerGone());
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void duringTheTicketWriteItIsWithdrawn() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).on(new HoldEvent.CallerGone());
      assertThat(hold.finished()).isFalse();
      hold.writes(cluster).writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void afterTheTicketWriteItIsWithdrawn() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).writes(cluster).on(new HoldEvent.CallerGone());
      hold.sees(plain().in(cluster.snapshot())).writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void itIsWithdrawnAlsoWhenTheReadsAfterItFail() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).writes(cluster).on(new HoldEvent.CallerGone());
      hold.failsToRead("timeout").writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void aWithdrawalMadeStaleByAnotherPodsHoldIsMadeAgain() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).on(new HoldEvent.CallerGone()).writes(cluster);
      var taken = cluster.schedule().orElseThrow();
      cluster.apply(
          new UpdateSchedule(taken, taken.content().withHeld(uidOf("web-b"), NOW)),
          FieldManagers.WEBHOOK);
      hold.writes(cluster).sees(plain().in(cluster.snapshot())).writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void aTicketThatTheOtherWebhookRenewedStays() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).on(new HoldEvent.CallerGone()).writes(cluster);
      var taken = cluster.schedule().orElseThrow();
      cluster.apply(
          new UpdateSchedule(taken, taken.content().releasing(uidOf("web-a"))),
          FieldManagers.WEBHOOK);
      hold.writes(cluster).sees(plain().in(cluster.snapshot()));
      assertThat(hold.finished()).isTrue();
      assertThat(phase(cluster)).isEqualTo(Phase.RELEASING);
    }

    @Test
    void aTicketThatThisCallRenewedStays() {
      MemoryCluster cluster =
          MemoryCluster.of(
              surged(pod("web-a"), pod("web-b")).schedule(Schedules.releasing("web-a")));
      HoldDriver hold = takingTicket(cluster).on(new HoldEvent.CallerGone()).writes(cluster);
      assertThat(hold.finished()).isTrue();
      assertThat(phase(cluster)).isEqualTo(Phase.RELEASING);
    }

    @Test
    void afterTheAllowTheTicketStays() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).settles(cluster, plain());
      assertThat(hold.answer().allowed()).isTrue();
      hold.on(new HoldEvent.CallerGone());
      assertThat(phase(cluster)).isEqualTo(Phase.RELEASING);
    }
  }

  @Nested
  class Draining {

    @Test
    void whatIsHeldIsAnswered() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting()).on(new HoldEvent.Draining());
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().reason()).isEqualTo(Reason.SHUTTING_DOWN);
      assertThat(hold.answer().message()).contains("about to end", "replacement web-b");
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void aTicketUnderWayIsWithdrawnFirst() {
      MemoryCluster cluster = ready();
      HoldDriver hold = takingTicket(cluster).on(new HoldEvent.Draining());
      hold.writes(cluster).writes(cluster);
      assertThat(phase(cluster)).isEqualTo(Phase.SURGED);
      assertThat(hold.finished()).isTrue();
    }
  }

  @Nested
  class Places {

    @Test
    void noneFreeIsA429AtOnce() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting());
      assertThat(hold.places()).isEqualTo(1);
      hold.on(new HoldEvent.NoPlace());
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().reason()).isEqualTo(Reason.TOO_MANY_HOLDS);
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void noTurnForTheFirstLookIsA429AtOnce() {
      HoldDriver hold = HoldDriver.begun("web-a").getsNoTurn();
      assertThat(hold.answer().allowed()).isFalse();
      assertThat(hold.answer().reason()).isEqualTo(Reason.TOO_MANY_HOLDS);
      assertThat(hold.answer().message()).contains("decided at once").contains("web-a");
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void noTurnAfterTheAnswerOnlyEndsIt() {
      HoldDriver hold = HoldDriver.begun("web-a").on(new HoldEvent.CallerGone());
      assertThat(hold.finished()).as("the read is still under way").isFalse();
      hold.getsNoTurn();
      assertThat(hold.answer().reason()).isEqualTo(Reason.CALLER_GONE);
      assertThat(hold.finished()).isTrue();
    }

    @Test
    void noneFreeAfterTheAnswerIsNothing() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting()).on(new HoldEvent.CallerGone());
      hold.on(new HoldEvent.NoPlace());
      assertThat(hold.answer().reason()).isEqualTo(Reason.CALLER_GONE);
    }
  }

  @Nested
  class Changes {

    @Test
    void whileItWaitsItReadsAgain() {
      HoldDriver hold = HoldDriver.begun("web-a").sees(waiting()).on(new HoldEvent.Changed());
      assertThat(hold.reading()).isTrue();
    }

    @Test
    void duringAReadItReadsOnceMoreAfterIt() {
      HoldDriver hold = HoldDriver.begun("web-a");
      hold.on(new HoldEvent.Changed()).on(new HoldEvent.Changed()).on(new HoldEvent.Changed());
      hold.sees(waiting());
      assertThat(hold.reading()).isTrue();
      hold.sees(waiting());
      assertThat(hold.reading()).isFalse();
    }

    @Test
    void duringAReadThatFailsItDoesNotHurry() {
      HoldDriver hold = HoldDriver.begun("web-a").on(new HoldEvent.Changed());
      hold.failsToRead("timeout");
      assertThat(hold.reading()).isFalse();
      assertThat(hold.wakesIn()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void timeAloneIsAChangeToo() {
      HoldDriver hold =
          HoldDriver.begun("web-a")
              .sees(
                  evictionOf("web-a")
                      .in(
                          surged(pod("web-a"), pod("web-b").readyFor(Duration.ofSeconds(6)))
                              .deployment(Deployments.surgedWeb().minReady(Duration.ofSeconds(9)))
                              .schedule(held(Schedules.surged()))));
      assertThat(hold.wakesIn()).isEqualTo(Duration.ofSeconds(3));
      hold.after(Duration.ofSeconds(3)).woken();
      assertThat(hold.reading()).isTrue();
    }

    @Test
    void nothingComesAfterFinish() {
      HoldDriver hold =
          HoldDriver.begun("web-a").sees(plain().in(Workloads.workload(pod("web-x"))));
      assertThat(hold.finished()).isTrue();
      hold.on(new HoldEvent.Changed())
          .woken()
          .on(new HoldEvent.NoPlace())
          .on(new HoldEvent.CallerGone())
          .on(new HoldEvent.Draining());
    }
  }

  @Test
  void ofTwoWebhooksTheOneThatOnlyRenewsAllowsToo() {
    MemoryCluster cluster = ready();
    HoldDriver first = takingTicket(cluster);
    HoldDriver second = takingTicket(cluster);
    first.settles(cluster, plain());
    second.settles(cluster, plain());
    assertThat(first.answer().allowed()).isTrue();
    assertThat(second.answer().allowed()).isTrue();
    assertThat(cluster.schedule().orElseThrow().content().ticket())
        .hasValueSatisfying(ticket -> assertThat(ticket.sequence()).isEqualTo(2));
    assertThat(second.told()).doesNotContain(Reason.EVICTION_ALLOWED);
  }

  @Test
  void aHoldOfAnotherPodWaitsForTheTicket() {
    MemoryCluster cluster = ready();
    takingTicket(cluster).settles(cluster, plain());
    HoldDriver other = HoldDriver.begun("web-b").settles(cluster, evictionOf("web-b"));
    assertThat(other.answered()).isFalse();
    assertThat(cluster.schedule().orElseThrow().content().held()).containsKey(uidOf("web-b"));
    other.on(new HoldEvent.CallerGone());
    assertThat(other.answer())
        .asInstanceOf(type(HoldEffect.Answer.class))
        .satisfies(answer -> assertThat(answer.allowed()).isFalse());
  }
}
