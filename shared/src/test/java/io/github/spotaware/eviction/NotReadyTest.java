package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Pods;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotReadyTest {

  @Test
  void withoutAScheduleIsAllowed() {
    EvictionAssert.allows(
        evictionOf("web-a").in(workload(pod("web-a").notReady())).decide(), Reason.NOT_READY);
  }

  /** A rollout takes the old pod as soon as the new one is Ready, which may be at any moment. */
  @Test
  void besideAPodThatIsReadyItWaitsLikeAnyOther() {
    EvictionAssert.acts(
        evictionOf("web-a").in(workload(pod("web-a").notReady(), pod("web-b"))).decide(),
        CreateSchedule.class);
  }

  @Test
  void besideAPodThatIsNotReadyEitherItIsAllowed() {
    EvictionAssert.allows(
        evictionOf("web-a").in(workload(pod("web-a").notReady(), pod("web-b").notReady())).decide(),
        Reason.NOT_READY);
  }

  @ParameterizedTest
  @EnumSource
  void withAScheduleItWaitsLikeAnyOther(Phase phase) {
    Workloads workload =
        surged(pod("web-a").notReady(), pod("web-b").notReady())
            .schedule(
                phase == Phase.RELEASING ? Schedules.releasing("web-b") : Schedules.in(phase));
    EvictionAssert.acts(evictionOf("web-a").in(workload).decide(), UpdateSchedule.class);
  }

  @Test
  void withAScheduleItNeedsTheTicket() {
    Pods unready = pod("web-a").notReady();
    Workloads workload =
        surged(unready, pod("web-b"))
            .schedule(Schedules.surged().withHeld(Pods.uidOf("web-a"), Workloads.NOW));
    EvictionAssert.takesTicket(evictionOf("web-a").in(workload).decide(), false);
  }

  @Test
  void withALostScheduleTheScheduleComesFirst() {
    EvictionAssert.acts(
        evictionOf("web-a")
            .in(workload(pod("web-a").notReady()).deployment(Deployments.surgedWeb()))
            .decide(),
        CreateSchedule.class);
  }
}
