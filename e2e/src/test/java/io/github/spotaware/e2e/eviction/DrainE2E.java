package io.github.spotaware.e2e.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Release;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promise: a real {@code kubectl drain} costs a labelled Deployment of one pod no downtime. */
@E2E
final class DrainE2E {

  private static final List<String> SURGE =
      List.of("Raising", "Surged", "Releasing", "Surged", "Lowering", AuditEvents.DELETED);

  @Test
  void drainsInARowCostNoDowntime(Scenario scenario) {
    Workload web = Workload.named("web").labelled().withService();
    ServingWatch watch = scenario.deployAndWatch(web);
    int drains = Counts.of(3, 20);
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < drains; i++) {
      took.add(drainOnce(scenario, watch));
    }

    AuditEvents audit = scenario.audit();
    List<Duration> delays =
        Release.all(audit, scenario.namespace(), "web-").stream().map(Release::delay).toList();
    System.out.printf(
        "%d drains: downtime 0 s; a drain took %s; answered after the replacement served in %s%n",
        drains, Figures.of(took), Figures.of(delays));
    assertThat(delays).hasSize(drains);
    assertThat(audit.phases(scenario.namespace(), "web"))
        .isEqualTo(Collections.nCopies(drains, SURGE).stream().flatMap(List::stream).toList());
  }

  private static Duration drainOnce(Scenario scenario, ServingWatch watch) {
    Workloads workloads = scenario.workloads();
    String pod = workloads.podName("web");
    String node = workloads.node("web");
    watch.markStart();

    CommandResult drain = scenario.drain(node);
    assertThat(drain.exitCode()).as(drain.output()).isZero();
    assertThat(workloads.replicas("web")).as("while it surges").isEqualTo(2);
    assertThat(workloads.schedule("web")).as("schedule").isPresent();
    workloads.awaitBackAtOne("web", Waits.SURGE_BOUND);

    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(watch.everZero()).isFalse();
    assertThat(watch.maxActive()).as("pods at a time").isEqualTo(2);
    assertThat(workloads.podName("web")).isNotEqualTo(pod);
    scenario.uncordon(node);
    return drain.took();
  }
}
