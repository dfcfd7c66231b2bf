package io.github.spotaware.surge;

import static io.github.spotaware.testing.LegacySchedules.raisedWeb;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.DEPLOYMENT_UID;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.REF;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.backstop.Backstop;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.guard.CountWrite;
import io.github.spotaware.guard.GuardDecision;
import io.github.spotaware.guard.SurgeGuard;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.LegacySchedules;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is done about a Deployment whose schedule this version cannot read. */
class UnreadableScheduleTest {
  private static final Configuration DEFAULTS = Configuration.defaults();

  private static Workloads raised() {
    return workload(pod("web-a").on("n1"), pod("web-b").on("n2"))
        .deployment(Deployments.surgedWeb())
        .unreadableSchedule();
  }

  static Stream<Arguments> nothingIsWritten() {
    return Stream.of(
        argumentSet("raised: it is not lowered, and no second schedule is made", raised()),
        argumentSet(
            "on a node that goes away: no second surge",
            workload(pod("web-a").on("n")).node(Nodes.cordoned("n")).unreadableSchedule()),
        argumentSet("gone: what is left is not cleaned up", raised().noDeployment()),
        argumentSet("set to 1 by someone", raised().deployment(Deployments.web().replicas(1))),
        argumentSet("set to 3", raised().deployment(Deployments.web().replicas(3))),
        argumentSet("an HPA", raised().autoscaler(Optional.of(2), 5)));
  }

  @ParameterizedTest
  @MethodSource
  void nothingIsWritten(Workloads workload) {
    WorkloadSnapshot snapshot = workload.build();
    Disruptions disrupted = new Disruptions(Set.of(new NodeSignal("n", 7)), Set.of(), 0);
    assertThat(SurgeCourse.next(snapshot, Duration.ofHours(1), disrupted, DEFAULTS, NOW))
        .isNotInstanceOf(Step.Write.class);
    assertThat(EarlySurge.upToSurged(snapshot, disrupted, DEFAULTS, NOW))
        .isNotInstanceOf(Step.Write.class);
    assertThat(EarlySurge.reports(snapshot, disrupted, DEFAULTS, NOW)).isEmpty();
  }

  @Test
  void aScheduleOfTheShellVersionWaits() {
    Workloads both =
        workload(pod("web-a"), pod("web-b")).deployment(raisedWeb()).unreadableSchedule();
    assertThat(
            AdoptLegacy.next(
                LegacySchedules.due(NOW.plusSeconds(240)), both.build(), DEFAULTS, NOW))
        .isInstanceOf(AdoptLegacy.Decision.Later.class);
  }

  @Test
  void aOneOverItsCountIsKept() {
    CountWrite one =
        new CountWrite(REF, DEPLOYMENT_UID, Set.of("spot-aware-webhook"), 2, 1, false, false);
    assertThat(SurgeGuard.decide(one, raised().build(), DEFAULTS, NOW))
        .isInstanceOfSatisfying(
            GuardDecision.Keep.class,
            keep -> assertThat(keep.warning()).contains("scale-down-shop.web", "cannot read"));
    Workloads theirs = raised().deployment(Deployments.web().replicas(2));
    assertThat(SurgeGuard.decide(one, theirs.build(), DEFAULTS, NOW))
        .isEqualTo(new GuardDecision.Pass(GuardDecision.Cause.NO_SURGE));
  }

  @Test
  void aBackstopIsNeitherMadeNorTakenAway() {
    Configuration on = DEFAULTS.toBuilder().backstopPdb(true).build();
    assertThat(Backstop.next(raised().build(), on, Duration.ZERO, NOW))
        .isInstanceOf(Step.Done.class);
    Workloads withOne = raised().backstop(DEPLOYMENT_UID, LabelSelector.parse("app=web"), 1);
    assertThat(Backstop.next(withOne.build(), on, Duration.ofMinutes(1), NOW))
        .isInstanceOf(Step.Done.class);
  }

  /** The later version goes on with the surge, and restores the bound at its end. */
  @Test
  void aBoundThatWasRaisedForItStaysRaised() {
    SetMinReplicas raise =
        new SetMinReplicas(
            workload(pod("web-a")).autoscaler(Optional.of(1), 5).build().autoscaler().orElseThrow(),
            Optional.of(2),
            Schedules.stored(Schedules.in(Phase.RAISING)));
    assertThat(
            LateRaise.isLate(
                raise,
                new WriteOutcome.Done(Optional.empty()),
                new NameUse.Unreadable(Schedules.UNREADABLE)))
        .isFalse();
  }
}
