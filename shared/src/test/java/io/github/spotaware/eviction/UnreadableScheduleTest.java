package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.DEPLOYMENT_UID;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.eviction.EvictionDecision.Hold;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.Pods;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A schedule that this version cannot read: held, nothing is written, and it ends. */
class UnreadableScheduleTest {

  private static Workloads unreadable(Pods... pods) {
    return workload(pods).unreadableSchedule();
  }

  private static Workloads surged() {
    return unreadable(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb());
  }

  static Stream<Arguments> holding() {
    return Stream.of(
        argumentSet("at 2 by our hand, the other pod serves", surged()),
        argumentSet("not raised yet", unreadable(pod("web-a"))),
        argumentSet(
            "the pod is not Ready",
            unreadable(pod("web-a").notReady(), pod("web-b")).deployment(Deployments.surgedWeb())),
        argumentSet(
            "at 2 by someone else's hand, so perhaps at 3 in the later version's course",
            unreadable(pod("web-a"), pod("web-b")).deployment(Deployments.web().replicas(2))));
  }

  @ParameterizedTest
  @MethodSource
  void holding(Workloads workload) {
    Hold hold = EvictionAssert.holds(evictionOf("web-a").in(workload).decide(), "cannot read");
    assertThat(hold.waitingFor()).contains("scale-down-shop.web", "\"Waning\" is not allowed");
    assertThat(hold.recheckAt()).contains(NOW.plusSeconds(1));
  }

  @Test
  void maxHoldEndsIt() {
    Evictions eviction =
        evictionOf("web-a")
            .in(surged())
            .firstHeld(NOW.minusSeconds(600))
            .configured(c -> c.maxHold(Duration.ofSeconds(600)));
    EvictionDecision.Allow allow =
        EvictionAssert.allows(eviction.decide(), Reason.EVICTION_HOLD_EXPIRED);
    assertThat(allow.message()).contains("scale-down-shop.web cannot be read: phase");
    assertThat(allow.reports())
        .extracting(Report::reason)
        .containsOnly(Reason.EVICTION_HOLD_EXPIRED);
    assertThat(
            EvictionAssert.holds(
                    evictionOf("web-a").in(surged()).firstHeld(NOW.minusMillis(599_700)).decide(),
                    "")
                .recheckAt())
        .contains(NOW.plusMillis(300));
  }

  @Test
  void theBackstopGoesBeforeMaxHoldLetsItGo() {
    EvictionAssert.acts(
        evictionOf("web-a")
            .in(surged().backstop(DEPLOYMENT_UID, LabelSelector.parse("app=web"), 0))
            .firstHeld(NOW.minusSeconds(600))
            .decide(),
        DeleteBackstop.class);
  }

  static Stream<Arguments> earlierRules() {
    return Stream.of(
        argumentSet(
            "2: terminating",
            Reason.POD_GONE,
            unreadable(pod("web-a").terminating(), pod("web-b"))),
        argumentSet(
            "3: unlabelled",
            Reason.NOT_PROTECTED,
            surged().deployment(Deployments.surgedWeb().unlabelled())),
        argumentSet(
            "3: wants 0",
            Reason.NOT_PROTECTED,
            surged().deployment(Deployments.web().replicas(0))));
  }

  @ParameterizedTest
  @MethodSource
  void earlierRules(Reason reason, Workloads workload) {
    EvictionAssert.allows(evictionOf("web-a").in(workload).decide(), reason);
  }

  @Test
  void aDryRunIsToldThatItWouldBeHeld() {
    assertThat(
            EvictionAssert.allows(
                    evictionOf("web-a").in(surged()).dryRun().decide(), Reason.DRY_RUN)
                .message())
        .contains("is surging: the eviction would be held");
  }
}
