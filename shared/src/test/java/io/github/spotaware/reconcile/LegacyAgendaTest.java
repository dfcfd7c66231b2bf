package io.github.spotaware.reconcile;

import static io.github.spotaware.testing.LegacySchedules.raisedWeb;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.LegacyObject;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.FakeLegacy;
import io.github.spotaware.testing.LegacySchedules;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LegacyAgendaTest {
  private static final StoredLegacySchedule LEGACY = LegacySchedules.due(NOW.plusSeconds(240));

  private boolean leads = true;
  private final FakeCluster cluster = FakeCluster.of(raised());
  private final FakeLegacy legacy = start(cluster);

  private static Workloads raised() {
    return workload(pod("web-a"), pod("web-b")).deployment(raisedWeb());
  }

  private FakeLegacy start(FakeCluster on) {
    FakeLegacy objects = new FakeLegacy(on);
    on.memory.writeLegacy(Optional.of(LEGACY));
    new LegacyAgenda(on, objects, () -> leads).start();
    return objects;
  }

  private static List<String> writes(FakeCluster cluster) {
    return cluster.requests.stream().filter(name -> name.endsWith("Schedule")).toList();
  }

  @Test
  void aScheduleIsTakenOverAndTold() {
    legacy.tell(new LegacyObject.Surge(LEGACY));

    assertThat(writes(cluster)).containsExactly("CreateSchedule", "DeleteLegacySchedule");
    assertThat(cluster.memory.schedule().orElseThrow().content().phase()).isEqualTo(Phase.SURGED);
    assertThat(cluster.memory.legacy()).isEmpty();
    assertThat(cluster.told).containsExactly(Reason.SCHEDULE_ADOPTED);
  }

  @Test
  void whoDoesNotLeadDoesNothing() {
    leads = false;
    legacy.tell(new LegacyObject.Surge(LEGACY));
    legacy.tell(new LegacyObject.Leftover("scaling-lock-web", "uid-lock"));
    assertThat(cluster.requests).isEmpty();
    assertThat(cluster.told).isEmpty();
  }

  @Test
  void aReadThatFailsIsTriedAgain() {
    cluster.failures = 1;
    legacy.tell(new LegacyObject.Surge(LEGACY));
    assertThat(writes(cluster)).isEmpty();
    cluster.timing.pass(Duration.ofSeconds(1));
    assertThat(cluster.memory.legacy()).isEmpty();
  }

  @Test
  void besideASurgeOfOursItWaitsUntilTheTwoCanBeJoined() {
    Schedule raising = Schedules.in(Phase.RAISING);
    FakeCluster surging =
        FakeCluster.of(raised().deployment(Deployments.surgedWeb()).schedule(raising));
    FakeLegacy beside = start(surging);
    beside.tell(new LegacyObject.Surge(LEGACY));
    assertThat(writes(surging)).isEmpty();

    surging.memory.apply(
        new ProtocolWrite.UpdateSchedule(
            surging.memory.schedule().orElseThrow(), raising.in(Phase.SURGED)),
        "spot-aware-webhook");
    surging.tellChange();
    surging.timing.settle();

    assertThat(surging.memory.legacy()).isEmpty();
    assertThat(surging.memory.schedule()).isPresent();
  }

  @Test
  void aStaleOneIsLeftAloneAndToldOnce() {
    FakeCluster calm = FakeCluster.of(workload(pod("web-a")));
    FakeLegacy stale = start(calm);
    stale.tell(new LegacyObject.Surge(LEGACY));
    stale.tell(new LegacyObject.Surge(LEGACY));
    calm.tellChange();
    calm.timing.settle();
    calm.configure(configuration -> configuration);
    calm.timing.settle();
    assertThat(writes(calm)).isEmpty();
    assertThat(calm.memory.legacy()).contains(LEGACY);
    assertThat(calm.told).containsExactly(Reason.LEGACY_SCHEDULE_IGNORED);
    assertThat(calm.reports.getFirst())
        .isEqualTo(
            new Report(
                Reason.LEGACY_SCHEDULE_IGNORED,
                new Report.Subject(
                    "v1", "ConfigMap", "spot-scaling", "scale-down-web", "uid-legacy"),
                "ConfigMap scale-down-web of the shell version is left alone: the Deployment is at"
                    + " 1, not at 2"));
  }

  @Test
  void aDryRunLeavesItToTheShellVersionAndItsEndTakesItOver() {
    cluster.configure(configuration -> configuration.dryRun(true));
    legacy.tell(new LegacyObject.Surge(LEGACY));
    assertThat(writes(cluster)).isEmpty();
    assertThat(cluster.told).isEmpty();
    cluster.configure(configuration -> configuration.dryRun(false));
    cluster.timing.settle();
    assertThat(cluster.memory.legacy()).isEmpty();
  }

  @Test
  void leftoversAndWhatCannotBeReadAreToldOnceEach() {
    for (int times = 0; times < 2; times++) {
      legacy.tell(new LegacyObject.Leftover("cordon-processed-node-1", "uid-1"));
      legacy.tell(new LegacyObject.Leftover("taint-processed-node-1", "uid-2"));
      legacy.tell(new LegacyObject.Unreadable("scale-down-web", "uid-3", "uid: no"));
    }
    assertThat(cluster.told)
        .containsExactly(
            Reason.LEGACY_LEFTOVER, Reason.LEGACY_LEFTOVER, Reason.LEGACY_SCHEDULE_IGNORED);
    assertThat(cluster.requests).isEmpty();
  }
}
