package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.UnsurgeablePolicy;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.ReplicaSets;
import io.github.spotaware.testing.Workloads;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnsurgeableTest {

  static Stream<Arguments> unsurgeable() {
    return Stream.of(
        argumentSet(
            "Recreate",
            evictionOf("web-a").in(workload(pod("web-a")).deployment(Deployments.web().recreate())),
            "its strategy is Recreate"),
        argumentSet(
            "ReadWriteOnce claim",
            evictionOf("web-a").in(workload(pod("web-a")).exclusiveClaims("data")),
            "PersistentVolumeClaim data"),
        argumentSet(
            "hostPort with nowhere to go",
            evictionOf("web-a")
                .in(
                    workload(pod("web-a"))
                        .deployment(Deployments.web().hostPort())
                        .noRoomForHostPort()),
            "it uses a hostPort"),
        argumentSet(
            "HPA with maxReplicas 1",
            evictionOf("web-a").in(workload(pod("web-a")).autoscaler(Optional.empty(), 1)),
            "its HorizontalPodAutoscaler has maxReplicas 1"),
        argumentSet(
            "ScaledObject with maxReplicaCount 1",
            evictionOf("web-a").in(workload(pod("web-a")).scaledObject(Optional.empty(), 1)),
            "its ScaledObject has maxReplicaCount 1"),
        argumentSet(
            "set back to 1 three times",
            evictionOf("web-a").in(workload(pod("web-a"))).reversals(3),
            "set its replicas back to 1 3 times"),
        argumentSet(
            "ReplicaFailure after the raise",
            evictionOf("web-a")
                .in(
                    surged(pod("web-a"))
                        .deployment(Deployments.surgedWeb().replicaFailure("exceeded quota"))),
            "no second pod can be made: exceeded quota"));
  }

  @ParameterizedTest
  @MethodSource("unsurgeable")
  void isAllowedByDefaultWithAWarning(Evictions eviction, String why) {
    EvictionDecision.Allow allow = EvictionAssert.allows(eviction.decide(), Reason.NOT_SURGEABLE);
    assertThat(allow.warnings()).singleElement().asString().contains(why, "unprotected");
    assertThat(allow.reports())
        .extracting(report -> report.subject().kind())
        .containsExactly("Deployment", "Pod");
    assertThat(allow.reports())
        .extracting(Report::note)
        .allSatisfy(note -> assertThat(note).contains(why, "let through"));
  }

  @ParameterizedTest
  @MethodSource("unsurgeable")
  void isRefusedWhereThePolicyIsDeny(Evictions eviction, String why) {
    EvictionDecision.Refuse refuse =
        assertThat(eviction.configured(c -> c.unsurgeablePolicy(UnsurgeablePolicy.DENY)).decide())
            .asInstanceOf(type(EvictionDecision.Refuse.class))
            .actual();
    assertThat(refuse.reason()).isEqualTo(Reason.NOT_SURGEABLE);
    assertThat(refuse.message()).contains(why, "unsurgeable-policy is deny");
    assertThat(refuse.reports())
        .extracting(Report::reason)
        .containsExactly(Reason.NOT_SURGEABLE, Reason.NOT_SURGEABLE);
  }

  static Stream<Arguments> surgeable() {
    return Stream.of(
        argumentSet(
            "hostPort with room",
            evictionOf("web-a")
                .in(workload(pod("web-a")).deployment(Deployments.web().hostPort()))),
        argumentSet(
            "HPA with maxReplicas 2",
            evictionOf("web-a").in(workload(pod("web-a")).autoscaler(Optional.of(1), 2))),
        argumentSet(
            "set back to 1 twice", evictionOf("web-a").in(workload(pod("web-a"))).reversals(2)),
        argumentSet(
            "ReplicaFailure before the raise, of a rollout",
            evictionOf("web-a")
                .in(
                    workload(pod("web-a"))
                        .deployment(Deployments.web().replicaFailure("exceeded quota")))));
  }

  @ParameterizedTest
  @MethodSource("surgeable")
  void othersAreSurged(Evictions eviction) {
    EvictionAssert.acts(eviction.decide(), CreateSchedule.class);
  }

  static Stream<Arguments> surging() {
    return Stream.of(
        argumentSet(
            "the second pod exists all the same",
            surged(pod("web-a"), pod("web-b").notReady())
                .deployment(Deployments.surgedWeb().replicaFailure("exceeded quota"))),
        argumentSet(
            "the Deployment controller has not seen the raise: the failure is an older one",
            surged(pod("web-a"))
                .deployment(
                    Deployments.surgedWeb().replicaFailure("exceeded quota").generation(2, 1))),
        argumentSet(
            "the ReplicaSet controller has not acted on the raise",
            surged(pod("web-a"))
                .deployment(Deployments.surgedWeb().replicaFailure("exceeded quota"))
                .replicaSets(ReplicaSets.replicaSet("web-1", 2).generation(2, 1))),
        argumentSet(
            "a surge under way is not judged by the template",
            surged(pod("web-a")).deployment(Deployments.surgedWeb().recreate())));
  }

  @ParameterizedTest
  @MethodSource("surging")
  void aSurgeUnderWayGoesOn(Workloads workload) {
    EvictionAssert.acts(evictionOf("web-a").in(workload).decide(), UpdateSchedule.class);
  }

  @Test
  void aLostScheduleComesBackBeforeTheTemplateIsJudged() {
    EvictionAssert.acts(
        evictionOf("web-a")
            .in(workload(pod("web-a")).deployment(Deployments.surgedWeb().recreate()))
            .decide(),
        CreateSchedule.class);
  }
}
