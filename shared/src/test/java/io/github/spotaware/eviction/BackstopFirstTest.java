package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.DEPLOYMENT_UID;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.spotaware.report.Reason;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackstopFirstTest {
  private static final LabelSelector WEB = LabelSelector.parse("app=web");

  private static Workloads unsurgeable() {
    return workload(pod("web-a")).deployment(Deployments.web().recreate());
  }

  private static Evictions held(Workloads workload) {
    return evictionOf("web-a").in(workload).firstHeld(NOW.minus(Duration.ofMinutes(11)));
  }

  private static void deletesTheBackstop(EvictionDecision decision) {
    assertThat(decision)
        .asInstanceOf(type(EvictionDecision.Act.class))
        .extracting(act -> act.step().write())
        .asInstanceOf(type(DeleteBackstop.class))
        .extracting(write -> write.backstop().uid())
        .isEqualTo("uid-backstop");
  }

  @Test
  void isDeletedBeforeRule6LetsAPodGo() {
    deletesTheBackstop(
        evictionOf("web-a").in(unsurgeable().backstop(DEPLOYMENT_UID, WEB, 0)).decide());
    EvictionAssert.allows(evictionOf("web-a").in(unsurgeable()).decide(), Reason.NOT_SURGEABLE);
  }

  @Test
  void isDeletedBeforeMaxHoldLetsAPodGo() {
    deletesTheBackstop(held(workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0)).decide());
    EvictionAssert.allows(held(workload(pod("web-a"))).decide(), Reason.EVICTION_HOLD_EXPIRED);
  }

  @Test
  void oneNotInEffectYetIsDeletedToo() {
    deletesTheBackstop(
        evictionOf("web-a")
            .in(unsurgeable().backstop(DEPLOYMENT_UID, LabelSelector.nothing(), 0))
            .decide());
  }

  @Test
  void aDirectDeleteAsksNoBudget() {
    EvictionAssert.allows(
        evictionOf("web-a").in(unsurgeable().backstop(DEPLOYMENT_UID, WEB, 0)).asDelete().decide(),
        Reason.NOT_SURGEABLE);
  }

  @Test
  void aDryRunDeletesNothing() {
    assertThat(
            evictionOf("web-a")
                .in(unsurgeable().backstop(DEPLOYMENT_UID, WEB, 0))
                .dryRun()
                .decide())
        .isInstanceOf(EvictionDecision.Allow.class);
  }

  @Test
  void budgetsOfOthersAreLeftAlone() {
    EvictionAssert.allows(
        evictionOf("web-a").in(unsurgeable().budget("theirs", "app=web", 0)).decide(),
        Reason.NOT_SURGEABLE);
  }
}
