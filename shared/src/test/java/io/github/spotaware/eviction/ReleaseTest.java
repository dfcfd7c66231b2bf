package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.eviction.EvictionDecision.GiveBackTicket;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReleaseTest {
  private static final Instant LONG_AGO = NOW.minusSeconds(600);

  private static Workloads both(Schedule schedule) {
    return surged(pod("web-a").on("n1"), pod("web-b").on("n2")).schedule(schedule);
  }

  private static Schedule held(Schedule schedule) {
    return schedule.withHeld(uidOf("web-a"), NOW);
  }

  private static Evictions eviction(Workloads workload) {
    return evictionOf("web-a").in(workload);
  }

  @Nested
  class NotSurging {

    @Test
    void theScheduleIsCreatedBeforeAnythingElse() {
      CreateSchedule create =
          EvictionAssert.acts(eviction(workload(pod("web-a"))).decide(), CreateSchedule.class);
      assertThat(create.name()).isEqualTo(Schedules.NAME);
      assertThat(create.content().phase()).isEqualTo(Phase.RAISING);
      assertThat(create.content().held()).containsEntry(uidOf("web-a"), NOW);
      assertThat(create.content().scheduledTime()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void underAConfiguredDryRunNothingIsWritten() {
      EvictionAssert.allows(
          eviction(workload(pod("web-a"))).configured(c -> c.dryRun(true)).decide(),
          Reason.DRY_RUN);
    }

    @Test
    void underAConfiguredDryRunAnOpenSurgeIsFinished() {
      EvictionAssert.takesTicket(
          eviction(both(held(Schedules.surged()))).configured(c -> c.dryRun(true)).decide(), false);
    }

    @Test
    void whereNoScheduleCouldBeWrittenForMaxHoldItIsLetGo() {
      EvictionDecision.Allow allow =
          EvictionAssert.allows(
              eviction(workload(pod("web-a"))).firstHeld(LONG_AGO).decide(),
              Reason.EVICTION_HOLD_EXPIRED);
      assertThat(allow.message()).contains("max-hold (600 s)", "no schedule could be written");
      assertThat(allow.reports()).isNotEmpty();
    }
  }

  @Nested
  class Predecessor {
    private final Schedule others =
        Schedule.start(Workloads.REF, "uid-before", NOW.plusSeconds(300), "eviction of web-x")
            .in(Phase.SURGED);

    @Test
    void itsEndIsWaitedFor() {
      EvictionAssert.holds(
          eviction(workload(pod("web-a")).schedule(others)).decide(), "predecessor");
    }

    @Test
    void itIsNoScheduleOfThisDeployment() {
      EvictionAssert.allows(
          eviction(
                  workload(pod("web-a"))
                      .schedule(others)
                      .deployment(Deployments.web().replicas(3, "kubectl")))
              .decide(),
          Reason.NOT_PROTECTED);
      EvictionAssert.allows(
          eviction(workload(pod("web-a").notReady()).schedule(others)).decide(), Reason.NOT_READY);
      EvictionAssert.allows(
          eviction(workload(pod("web-a")).schedule(others).deployment(Deployments.web().recreate()))
              .decide(),
          Reason.NOT_SURGEABLE);
    }

    @Test
    void aDrainDoesNotStickOnIt() {
      EvictionAssert.allows(
          eviction(workload(pod("web-a")).schedule(others)).firstHeld(LONG_AGO).decide(),
          Reason.EVICTION_HOLD_EXPIRED);
    }
  }

  @Nested
  class FirstHeld {

    @ParameterizedTest
    @EnumSource(names = {"RAISING", "SURGED", "LOWERING", "CANCELLING"})
    void isKeptInTheScheduleInEveryPhase(Phase phase) {
      assertThat(
              EvictionAssert.acts(
                      eviction(both(Schedules.in(phase))).decide(), UpdateSchedule.class)
                  .to()
                  .held())
          .containsEntry(uidOf("web-a"), NOW);
    }

    @Test
    void isKeptWhileAnotherPodHasTheTicket() {
      Schedule to =
          EvictionAssert.acts(
                  eviction(both(Schedules.releasing("web-b"))).decide(), UpdateSchedule.class)
              .to();
      assertThat(to.held()).containsEntry(uidOf("web-a"), NOW);
      assertThat(to.ticket()).isEqualTo(Schedules.releasing("web-b").ticket());
    }

    @Test
    void isToldOnce() {
      assertThat(eviction(both(Schedules.surged())).decide())
          .asInstanceOf(type(EvictionDecision.Act.class))
          .satisfies(act ->
              assertThat(act.step().reports())
                  .extracting(Report::reason)
                  .containsExactly(Reason.EVICTION_HELD));
      assertThat(eviction(both(held(Schedules.surged()))).decide())
          .isNotInstanceOf(EvictionDecision.Act.class);
    }
  }

  @Nested
  class Postponement {
    /** Held already, nothing to release, and so long until the scale-down is due. */
    private Evictions dueIn(long seconds) {
      Schedule schedule =
          held(
              Schedule.start(
                      Workloads.REF,
                      Workloads.DEPLOYMENT_UID,
                      NOW.plusSeconds(seconds),
                      "eviction of web-a")
                  .in(Phase.SURGED));
      return eviction(surged(pod("web-a")).schedule(schedule));
    }

    @ParameterizedTest
    @CsvSource({"-5", "0", "29", "30"})
    void aWaitingDrainKeepsTheScaleDownAMinuteAway(long seconds) {
      assertThat(
              EvictionAssert.acts(dueIn(seconds).decide(), UpdateSchedule.class)
                  .to()
                  .scheduledTime())
          .isEqualTo(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"31", "60", "300"})
    void itIsNotWrittenAgainAndAgain(long seconds) {
      EvictionDecision.Hold hold =
          EvictionAssert.holds(dueIn(seconds).decide(), "a second pod to be created");
      assertThat(hold.recheckAt()).contains(NOW.plusSeconds(seconds - 30));
    }

    @Test
    void theDueTimeNeverShrinks() {
      Schedule schedule =
          EvictionAssert.acts(
                  eviction(surged(pod("web-a")).schedule(Schedules.surged()))
                      .configured(c -> c.scaleDownDelay(Duration.ofSeconds(1)))
                      .decide(),
                  UpdateSchedule.class)
              .to();
      assertThat(schedule.scheduledTime()).isEqualTo(Schedules.surged().scheduledTime());
    }

    @ParameterizedTest
    @EnumSource(names = {"RAISING", "LOWERING", "CANCELLING"})
    void inOtherPhasesTheDueTimeStands(Phase phase) {
      Schedule overdue =
          Schedule.start(Workloads.REF, Workloads.DEPLOYMENT_UID, NOW, "t").in(phase);
      assertThat(
              EvictionAssert.acts(eviction(both(overdue)).decide(), UpdateSchedule.class)
                  .to()
                  .scheduledTime())
          .isEqualTo(NOW);
    }
  }

  @Nested
  class Phases {

    @Test
    void inRaisingTheSurgeIsSeenTo() {
      EvictionAssert.acts(
          eviction(workload(pod("web-a")).schedule(held(Schedules.in(Phase.RAISING)))).decide(),
          SetReplicas.class);
    }

    @ParameterizedTest
    @CsvSource({"LOWERING, a scale-down under way", "CANCELLING, its owner ended"})
    void nothingIsReleasedIn(Phase phase, String waitingFor) {
      EvictionAssert.holds(eviction(both(held(Schedules.in(phase)))).decide(), waitingFor);
    }

    @Test
    void inSurgedTheTicketIsTakenFirst() {
      EvictionDecision decision = eviction(both(held(Schedules.surged()))).decide();
      Schedule to = EvictionAssert.takesTicket(decision, false);
      assertThat(to.phase()).isEqualTo(Phase.RELEASING);
      assertThat(to.ticket().orElseThrow().podUid()).isEqualTo(uidOf("web-a"));
      assertThat(to.ticket().orElseThrow().origin()).isEqualTo(Phase.SURGED);
    }

    @Test
    void theTicketIsNotTakenWhileTheChecksFail() {
      EvictionAssert.holds(
          eviction(
                  surged(pod("web-a"), pod("web-b").on("n2").notReady())
                      .schedule(held(Schedules.surged())))
              .decide(),
          "replacement web-b on node n2 to become Ready");
    }

    @Test
    void anotherPodsTicketIsWaitedFor() {
      EvictionDecision.Hold hold =
          EvictionAssert.holds(
              eviction(both(held(Schedules.releasing("web-b"))))
                  .ticketUnchangedFor(Duration.ofSeconds(20))
                  .decide(),
              "another pod of the Deployment, which is being evicted");
      assertThat(hold.recheckAt()).contains(NOW.plusSeconds(40));
    }

    @Test
    void anotherPodsTicketThatIsOverIsEnded() {
      Schedule to =
          EvictionAssert.acts(
                  eviction(
                          surged(pod("web-a"), pod("web-b").terminating())
                              .schedule(held(Schedules.releasing("web-b"))))
                      .decide(),
                  UpdateSchedule.class)
              .to();
      assertThat(to.phase()).isEqualTo(Phase.SURGED);
    }
  }

  @Nested
  class OwnTicket {
    private final Schedule taken = Schedules.releasing("web-a");
    private final StoredSchedule asTaken = Schedules.stored(taken);

    @Test
    void withoutAClaimItIsRenewedFirst() {
      Schedule to = EvictionAssert.takesTicket(eviction(both(taken)).decide(), true);
      assertThat(to.ticket().orElseThrow().sequence()).isEqualTo(2);
      assertThat(to.lastSequence()).isEqualTo(2);
    }

    @Test
    void aRenewalIsNotMadeWhileTheChecksFail() {
      EvictionAssert.holds(eviction(surged(pod("web-a")).schedule(taken)).decide(), "a second pod");
    }

    static Stream<Arguments> claims() {
      Schedule renewed = Schedules.releasing("web-a").releasing(uidOf("web-a"));
      return Stream.of(
          argumentSet(
              "as taken",
              new Claim(Schedules.stored(Schedules.releasing("web-a")), true),
              Schedules.stored(Schedules.releasing("web-a"))),
          argumentSet(
              "renewed by the other webhook since",
              new Claim(Schedules.stored(Schedules.releasing("web-a")), true),
              Schedules.stored(renewed, "2")),
          argumentSet(
              "renewed by this call",
              new Claim(Schedules.stored(renewed), false),
              Schedules.stored(renewed)));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void withAClaimItIsAllowed(Claim claim, StoredSchedule read) {
      EvictionDecision.Allow allow =
          EvictionAssert.allows(
              eviction(surged(pod("web-a"), pod("web-b").on("n2")).schedule(read))
                  .claim(claim)
                  .decide(),
              Reason.EVICTION_ALLOWED);
      assertThat(allow.message()).isEqualTo("replacement web-b serves on node n2");
      assertThat(allow.reports()).hasSize(claim.taken() ? 1 : 0);
    }

    @Test
    void aClaimOnAScheduleDeletedSinceDoesNotCount() {
      StoredSchedule earlier =
          new StoredSchedule(
              Schedules.NAME, "uid-earlier", "9", Workloads.LONG_AGO, taken, Map.of());
      EvictionAssert.takesTicket(
          eviction(both(taken)).claim(new Claim(earlier, true)).decide(), true);
    }

    @Test
    void aClaimIsNoUseOnceTheTicketHasEnded() {
      EvictionAssert.takesTicket(
          eviction(both(held(Schedules.surged()))).claim(new Claim(asTaken, true)).decide(), false);
      EvictionAssert.holds(
          eviction(both(held(Schedules.releasing("web-b"))))
              .claim(new Claim(asTaken, true))
              .decide(),
          "another pod");
    }

    @Test
    void aTicketTakenGoesBackWhenTheChecksFailOnTheReadsAfterIt() {
      GiveBackTicket giveBack =
          assertThat(
                  eviction(surged(pod("web-a"), pod("web-b").on("n2").notReady()).schedule(asTaken))
                      .claim(new Claim(asTaken, true))
                      .decide())
              .asInstanceOf(type(GiveBackTicket.class))
              .actual();
      assertThat(giveBack.waitingFor()).contains("web-b on node n2 to become Ready");
      assertThat(giveBack.step().write())
          .isEqualTo(new UpdateSchedule(asTaken, taken.in(Phase.SURGED)));
    }

    @Test
    void itGoesBackAlsoWhereTheScheduleWasWrittenForAnotherPodMeanwhile() {
      StoredSchedule read = Schedules.stored(taken.withHeld(uidOf("web-b"), NOW), "2");
      assertThat(
              eviction(surged(pod("web-a"), pod("web-b").notReady()).schedule(read))
                  .claim(new Claim(asTaken, true))
                  .decide())
          .asInstanceOf(type(GiveBackTicket.class))
          .satisfies(giveBack ->
              assertThat(giveBack.step().write())
                  .isEqualTo(new UpdateSchedule(read, read.content().in(Phase.SURGED))));
    }

    @Test
    void aTicketRenewedSinceIsNeverGivenBack() {
      Schedule renewed = taken.releasing(uidOf("web-a"));
      EvictionAssert.holds(
          eviction(surged(pod("web-a")).schedule(Schedules.stored(renewed, "2")))
              .claim(new Claim(asTaken, true))
              .decide(),
          "a second pod");
    }

    @Test
    void aTicketRenewedByThisCallIsNeverGivenBack() {
      EvictionAssert.holds(
          eviction(surged(pod("web-a")).schedule(asTaken))
              .claim(new Claim(asTaken, false))
              .decide(),
          "a second pod");
    }

    @ParameterizedTest
    @EnumSource(names = {"RAISING", "LOWERING", "CANCELLING"})
    void outsideSurgedOnlyMaxHoldReleases(Phase origin) {
      Schedule elsewhere = held(Schedules.in(origin)).releasing(uidOf("web-a"));
      StoredSchedule stored = Schedules.stored(elsewhere);
      assertThat(eviction(both(elsewhere)).claim(new Claim(stored, false)).decide())
          .isInstanceOf(EvictionDecision.Hold.class);
      assertThat(eviction(both(elsewhere)).decide()).isInstanceOf(EvictionDecision.Hold.class);
    }
  }

  @Nested
  class MaxHold {
    private Schedule expired(Phase phase) {
      return Schedules.in(phase).withHeld(uidOf("web-a"), LONG_AGO);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAISING", "SURGED", "LOWERING", "CANCELLING"})
    void releasesThroughTheTicketInEveryPhase(Phase phase) {
      Schedule to =
          EvictionAssert.takesTicket(
              eviction(surged(pod("web-a")).schedule(expired(phase))).decide(), false);
      assertThat(to.ticket().orElseThrow().origin()).isEqualTo(phase);
      StoredSchedule stored = Schedules.stored(to);
      EvictionDecision.Allow allow =
          EvictionAssert.allows(
              eviction(surged(pod("web-a")).schedule(stored))
                  .claim(new Claim(stored, true))
                  .decide(),
              Reason.EVICTION_HOLD_EXPIRED);
      assertThat(allow.message())
          .contains("max-hold (600 s)", "still waiting for a second pod", "without a replacement");
      assertThat(allow.warnings()).singleElement().asString().contains("max-hold");
      assertThat(allow.reports())
          .extracting(Report::reason)
          .containsExactly(Reason.EVICTION_HOLD_EXPIRED, Reason.EVICTION_HOLD_EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({"599, false", "600, true"})
    void countsFromTheFirstHeldEviction(long seconds, boolean released) {
      Schedule schedule = Schedules.surged().withHeld(uidOf("web-a"), NOW.minusSeconds(seconds));
      EvictionDecision decision = eviction(surged(pod("web-a")).schedule(schedule)).decide();
      assertThat(decision instanceof EvictionDecision.TakeTicket).isEqualTo(released);
      if (decision instanceof EvictionDecision.Hold hold) {
        assertThat(hold.recheckAt()).contains(NOW.plusSeconds(600 - seconds));
      }
    }

    @Test
    void theScheduleCountsNotWhatOneProcessRemembersOfAnEarlierSurge() {
      EvictionAssert.holds(
          eviction(surged(pod("web-a")).schedule(held(Schedules.surged())))
              .firstHeld(LONG_AGO)
              .decide(),
          "a second pod");
    }

    @Test
    void waitsForAnotherPodsTicket() {
      EvictionAssert.holds(
          eviction(both(Schedules.releasing("web-b").withHeld(uidOf("web-a"), LONG_AGO))).decide(),
          "another pod");
    }

    @Test
    void withAReplacementThatServesItIsARelease() {
      Schedule taken = expired(Phase.SURGED).releasing(uidOf("web-a"));
      StoredSchedule stored = Schedules.stored(taken);
      EvictionAssert.allows(
          eviction(both(taken)).claim(new Claim(stored, true)).decide(), Reason.EVICTION_ALLOWED);
    }

    @Test
    void theOneWhoOnlyRenewedDoesNotTellItAgain() {
      StoredSchedule stored = Schedules.stored(expired(Phase.SURGED).releasing(uidOf("web-a")));
      assertThat(
              EvictionAssert.allows(
                      eviction(surged(pod("web-a")).schedule(stored))
                          .claim(new Claim(stored, false))
                          .decide(),
                      Reason.EVICTION_HOLD_EXPIRED)
                  .reports())
          .isEmpty();
    }
  }
}
