package io.github.spotaware.reconcile;

import static io.github.spotaware.testing.LegacySchedules.raisedWeb;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.LegacyObject;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.LegacySchedules;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.MemoryPort;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LegacyAgendaTest {
  private static final StoredLegacySchedule LEGACY = LegacySchedules.due(NOW.plusSeconds(240));

  private boolean leads = true;

  private static Workloads raised() {
    return workload(pod("web-a"), pod("web-b")).deployment(raisedWeb());
  }

  private MemoryPort start(MemoryCluster cluster) {
    MemoryPort port = new MemoryPort(cluster);
    new LegacyAgenda(port, port, () -> leads).start();
    return port;
  }

  private static MemoryCluster cluster(Workloads workload) {
    MemoryCluster cluster = MemoryCluster.of(workload);
    cluster.writeLegacy(Optional.of(LEGACY));
    return cluster;
  }

  @Test
  void aScheduleIsTakenOverAndTold() {
    MemoryCluster cluster = cluster(raised());
    MemoryPort port = start(cluster);

    port.tell(new LegacyObject.Surge(LEGACY));

    assertThat(port.writes)
        .extracting(Object::getClass)
        .containsExactly(
            ProtocolWrite.CreateSchedule.class, ProtocolWrite.DeleteLegacySchedule.class);
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.SURGED);
    assertThat(cluster.legacy()).isEmpty();
    assertThat(port.told).extracting(Report::reason).containsExactly(Reason.SCHEDULE_ADOPTED);
  }

  @Test
  void whoDoesNotLeadDoesNothing() {
    leads = false;
    MemoryPort port = start(cluster(raised()));
    port.tell(new LegacyObject.Surge(LEGACY));
    port.tell(new LegacyObject.Leftover("scaling-lock-web", "uid-lock"));
    assertThat(port.writes).isEmpty();
    assertThat(port.told).isEmpty();
  }

  @Test
  void aReadThatFailsIsTriedAgain() {
    MemoryCluster cluster = cluster(raised());
    MemoryPort port = start(cluster);
    port.readsFail = true;
    port.tell(new LegacyObject.Surge(LEGACY));
    assertThat(port.writes).isEmpty();
    port.readsFail = false;
    port.timing.pass(Duration.ofSeconds(1));
    assertThat(cluster.legacy()).isEmpty();
  }

  @Test
  void besideASurgeOfOursItWaitsUntilTheTwoCanBeJoined() {
    Schedule raising = Schedules.in(Phase.RAISING);
    MemoryCluster cluster = cluster(raised().deployment(Deployments.surgedWeb()).schedule(raising));
    MemoryPort port = start(cluster);
    port.tell(new LegacyObject.Surge(LEGACY));
    assertThat(port.writes).isEmpty();

    cluster.apply(
        new ProtocolWrite.UpdateSchedule(
            cluster.schedule().orElseThrow(), raising.in(Phase.SURGED)),
        "spot-aware-webhook");
    port.tellChange();

    assertThat(cluster.legacy()).isEmpty();
    assertThat(cluster.schedule()).isPresent();
  }

  @Test
  void aStaleOneIsLeftAloneAndToldOnce() {
    MemoryCluster cluster = cluster(workload(pod("web-a")));
    MemoryPort port = start(cluster);
    port.tell(new LegacyObject.Surge(LEGACY));
    port.tell(new LegacyObject.Surge(LEGACY));
    port.tellChange();
    port.configure(Configuration.defaults());
    assertThat(port.writes).isEmpty();
    assertThat(cluster.legacy()).contains(LEGACY);
    assertThat(port.told)
        .extracting(Report::reason)
        .containsExactly(Reason.LEGACY_SCHEDULE_IGNORED);
    assertThat(port.told.getFirst().subject())
        .isEqualTo(
            new Report.Subject("v1", "ConfigMap", "spot-scaling", "scale-down-web", "uid-legacy"));
    assertThat(port.told.getFirst().note())
        .isEqualTo(
            "ConfigMap scale-down-web of the shell version is left alone: the Deployment is at 1,"
                + " not at 2");
  }

  @Test
  void aDryRunLeavesItToTheShellVersionAndItsEndTakesItOver() {
    MemoryCluster cluster = cluster(raised());
    MemoryPort port = start(cluster);
    port.configure(Configuration.defaults().toBuilder().dryRun(true).build());
    port.tell(new LegacyObject.Surge(LEGACY));
    assertThat(port.writes).isEmpty();
    assertThat(port.told).isEmpty();
    port.configure(Configuration.defaults());
    assertThat(cluster.legacy()).isEmpty();
  }

  @Test
  void leftoversAndWhatCannotBeReadAreToldOnceEach() {
    MemoryPort port = start(MemoryCluster.of(workload(pod("web-a"))));
    for (int times = 0; times < 2; times++) {
      port.tell(new LegacyObject.Leftover("cordon-processed-node-1", "uid-1"));
      port.tell(new LegacyObject.Leftover("taint-processed-node-1", "uid-2"));
      port.tell(new LegacyObject.Unreadable("scale-down-web", "uid-3", "uid: no"));
    }
    assertThat(port.told)
        .extracting(Report::reason)
        .containsExactly(
            Reason.LEGACY_LEFTOVER, Reason.LEGACY_LEFTOVER, Reason.LEGACY_SCHEDULE_IGNORED);
    assertThat(port.writes).isEmpty();
  }
}
