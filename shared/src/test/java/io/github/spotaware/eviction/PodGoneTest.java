package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.report.Reason;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodGoneTest {

  static Stream<Arguments> gone() {
    return Stream.of(
        argumentSet(
            "not found",
            evictionOf("web-x").in(workload(pod("web-a"))),
            "pod web-x does not exist"),
        argumentSet(
            "terminal",
            evictionOf("web-a").in(workload(pod("web-a").terminal())),
            "pod web-a has finished"),
        argumentSet(
            "terminating",
            evictionOf("web-a").in(workload(pod("web-a").terminating())),
            "pod web-a is terminating already"),
        argumentSet(
            "terminating, in a surge",
            evictionOf("web-a").in(surged(pod("web-a").terminating())),
            "pod web-a is terminating already"),
        argumentSet(
            "another UID than asked for",
            evictionOf("web-a").in(workload(pod("web-a"))).preconditionUid("uid-before"),
            "by UID"),
        argumentSet(
            "namespace terminating",
            evictionOf("web-a").in(workload(pod("web-a")).namespaceTerminating()),
            "namespace shop is terminating"),
        argumentSet(
            "Deployment terminating",
            evictionOf("web-a")
                .in(workload(pod("web-a")).deployment(Deployments.web().terminating())),
            "Deployment web is terminating"));
  }

  @ParameterizedTest
  @MethodSource("gone")
  void isAllowed(Evictions eviction, String message) {
    EvictionDecision.Allow allow = EvictionAssert.allows(eviction.decide(), Reason.POD_GONE);
    assertThat(allow.message()).contains(message);
    assertThat(allow.reports()).isEmpty();
  }

  @Test
  void theUidAskedForIsHeld() {
    EvictionAssert.acts(
        evictionOf("web-a").in(workload(pod("web-a"))).preconditionUid(uidOf("web-a")).decide(),
        CreateSchedule.class);
  }
}
