package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.config.UnsurgeablePolicy;
import io.github.spotaware.report.Reason;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.Workloads;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DryRunTest {

  static Stream<Arguments> dryRuns() {
    Workloads recreate = workload(pod("web-a")).deployment(Deployments.web().recreate());
    return Stream.of(
        argumentSet(
            "it would surge",
            evictionOf("web-a").in(workload(pod("web-a"))),
            "would be scaled from 1 to 2, and the eviction held"),
        argumentSet(
            "a direct delete",
            evictionOf("web-a").asDelete().in(workload(pod("web-a"))),
            "would be scaled from 1 to 2, and the delete held until the replacement serves"),
        argumentSet(
            "a direct delete while it surges",
            evictionOf("web-a").asDelete().in(surged(pod("web-a"), pod("web-b"))),
            "is surging: the delete would be held"),
        argumentSet(
            "a direct delete, unsurgeable",
            evictionOf("web-a").asDelete().in(recreate),
            "the delete would be let through"),
        argumentSet(
            "it surges already",
            evictionOf("web-a").in(surged(pod("web-a"), pod("web-b"))),
            "is surging: the eviction would be held until a replacement serves"),
        argumentSet(
            "it surges, but its schedule was deleted",
            evictionOf("web-a")
                .in(workload(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb())),
            "is surging: the eviction would be held until a replacement serves"),
        argumentSet(
            "unsurgeable, to be allowed",
            evictionOf("web-a").in(recreate),
            "its strategy is Recreate): the eviction would be let through"),
        argumentSet(
            "unsurgeable, to be denied",
            evictionOf("web-a")
                .in(recreate)
                .configured(c -> c.unsurgeablePolicy(UnsurgeablePolicy.DENY)),
            "its strategy is Recreate): the eviction would be denied"),
        argumentSet(
            "the configuration says dry-run",
            evictionOf("web-a").in(workload(pod("web-a"))).configured(c -> c.dryRun(true)),
            "; the configuration says dry-run, so it goes through"));
  }

  @Test
  void underAConfigurationThatSaysSoNoSurgeStartsAndNothingIsDenied() {
    Workloads recreate = workload(pod("web-a")).deployment(Deployments.web().recreate());
    for (Workloads workload : List.of(workload(pod("web-a")), recreate)) {
      EvictionAssert.allows(
          evictionOf("web-a")
              .in(workload)
              .configured(c -> c.dryRun(true).unsurgeablePolicy(UnsurgeablePolicy.DENY))
              .decide(),
          Reason.DRY_RUN);
    }
  }

  @Test
  void aSurgeThatIsOpenIsFinishedUnderDryRun() {
    assertThat(
            evictionOf("web-a")
                .in(surged(pod("web-a"), pod("web-b").notReady()))
                .configured(c -> c.dryRun(true))
                .decide())
        .isNotInstanceOf(EvictionDecision.Allow.class);
  }

  @ParameterizedTest
  @MethodSource("dryRuns")
  void isAllowedAndSaysWhatWouldHappen(Evictions eviction, String warning) {
    EvictionDecision.Allow allow =
        EvictionAssert.allows(eviction.dryRun().decide(), Reason.DRY_RUN);
    assertThat(allow.warnings()).singleElement().asString().contains(warning);
    assertThat(allow.reports()).isEmpty();
  }

  @Test
  void theRulesBeforeItSayWhyItIsAllowed() {
    EvictionAssert.allows(
        evictionOf("web-a").dryRun().in(workload(pod("web-a").terminating())).decide(),
        Reason.POD_GONE);
    EvictionAssert.allows(
        evictionOf("web-a").dryRun().in(workload(pod("web-a").notReady())).decide(),
        Reason.NOT_READY);
  }
}
