package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.ReplicaSets;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.OwnerReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NotProtectedTest {

  static Stream<Arguments> unprotected() {
    return Stream.of(
        argumentSet(
            "no Deployment selects it", evictionOf("other-a").withoutDeployment(pod("other-a"))),
        argumentSet("the Deployment is gone", eviction(workload(pod("web-a")).noDeployment())),
        argumentSet(
            "the label is gone",
            eviction(workload(pod("web-a")).deployment(Deployments.web().unlabelled()))),
        argumentSet(
            "the label is gone, in a surge",
            eviction(surged(pod("web-a")).deployment(Deployments.surgedWeb().unlabelled()))),
        argumentSet("without a controller", eviction(workload(pod("web-a").orphan()))),
        argumentSet(
            "of a StatefulSet",
            eviction(
                workload(
                    pod("web-a").controller(new OwnerReference("StatefulSet", "web", "uid-s"))))),
        argumentSet(
            "of another Deployment's ReplicaSet",
            eviction(
                workload(pod("web-a"))
                    .replicaSets(ReplicaSets.replicaSet("web-1", 1).ofDeployment("uid-other")))),
        argumentSet(
            "wants 0",
            eviction(workload(pod("web-a")).deployment(Deployments.web().replicas(0, "kubectl")))),
        argumentSet(
            "wants 0, in a surge",
            eviction(surged(pod("web-a")).deployment(Deployments.web().replicas(0, "kubectl")))),
        argumentSet(
            "wants 2, not by our hand",
            eviction(workload(pod("web-a")).deployment(Deployments.web().replicas(2, "kubectl")))),
        argumentSet(
            "wants 2, by our hand and another's",
            eviction(
                workload(pod("web-a"))
                    .deployment(Deployments.web().replicas(2, FieldManagers.SCALER, "argocd")))),
        argumentSet(
            "wants 3",
            eviction(
                workload(pod("web-a"))
                    .deployment(Deployments.web().replicas(3, FieldManagers.WEBHOOK)))));
  }

  private static Evictions eviction(Workloads workload) {
    return evictionOf("web-a").in(workload);
  }

  @ParameterizedTest
  @MethodSource("unprotected")
  void isAllowed(Evictions eviction) {
    EvictionAssert.allows(eviction.decide(), Reason.NOT_PROTECTED);
  }

  @Test
  void aMatchOfTheSelectorCountsWhereTheOwnerCantBeRead() {
    EvictionAssert.acts(
        eviction(workload(pod("web-a").of("web-0"))).decide(), CreateSchedule.class);
  }

  @Test
  void threeWantedDuringASurgeIsHeldUntilTheSurgeHasEnded() {
    EvictionAssert.holds(
        eviction(
                surged(pod("web-a"), pod("web-b"), pod("web-c"))
                    .deployment(Deployments.web().replicas(3, "kubectl"))
                    .schedule(Schedules.surged().withHeld("uid-web-a", Workloads.NOW)))
            .decide(),
        "the surge: replicas was set to 3 by kubectl");
  }

  @Test
  void twoByOurHandWithoutAScheduleGetsItsScheduleBack() {
    assertThat(
            EvictionAssert.acts(
                    eviction(workload(pod("web-a")).deployment(Deployments.surgedWeb())).decide(),
                    CreateSchedule.class)
                .content()
                .phase()
                .text())
        .isEqualTo("Surged");
  }

  /** Its schedule, younger than the read that found the other's, is not known yet. */
  @Test
  void twoByOurHandIsHeldThoughTheScheduleThatWasReadIsAPredecessors() {
    EvictionAssert.holds(
        eviction(
                surged(pod("web-a"), pod("web-b").notReady())
                    .schedule(
                        Schedule.start(
                                Workloads.REF, "uid-before", Workloads.NOW, "eviction of web-x")
                            .in(Phase.CANCELLING)))
            .decide(),
        "the end of a surge of this Deployment's predecessor");
  }
}
