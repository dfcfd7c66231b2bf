package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ScaleDownMode;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartSurgeTest {
  private static final Configuration DEFAULTS = Configuration.defaults();

  private static Step.Write forEvictionOfFirst(WorkloadSnapshot snapshot) {
    return StartSurge.forEviction(snapshot, snapshot.pods().getFirst(), DEFAULTS, NOW);
  }

  private static Schedule created(Step.Write step) {
    return assertThat(step.write()).asInstanceOf(type(CreateSchedule.class)).actual().content();
  }

  @Test
  void theScheduleSaysAllThatUndoesTheSurge() {
    Step.Write step =
        forEvictionOfFirst(
            workload(pod("web-a").on("n").cost("7")).node(Nodes.cordoned("n")).build());
    Schedule schedule = created(step);
    assertThat(schedule.phase()).isEqualTo(Phase.RAISING);
    assertThat(schedule.deploymentUid()).isEqualTo(Workloads.DEPLOYMENT_UID);
    assertThat(schedule.scheduledTime()).isEqualTo(NOW.plus(DEFAULTS.scaleDownDelay()));
    assertThat(schedule.held()).isEqualTo(Map.of(uidOf("web-a"), NOW));
    assertThat(schedule.costs()).isEqualTo(Map.of(uidOf("web-a"), Optional.of("7")));
    assertThat(schedule.trigger()).isEqualTo("eviction of web-a");
    assertThat(step.reports()).extracting(Report::reason).containsExactly(Reason.EVICTION_HELD);
  }

  @Test
  void inHandoffModeThePodIsChosenAndItsCostRememberedBeforeTheCountIsRaised() {
    WorkloadSnapshot snapshot = workload(pod("web-a").on("n").cost("7")).build();
    assertThat(created(forEvictionOfFirst(snapshot)).victim()).isEmpty();
    Schedule schedule =
        created(
            StartSurge.forEviction(
                snapshot,
                snapshot.pods().getFirst(),
                DEFAULTS.toBuilder().scaleDownMode(ScaleDownMode.HANDOFF).build(),
                NOW));
    assertThat(schedule.victim()).contains(uidOf("web-a"));
    assertThat(schedule.costs()).isEqualTo(Map.of(uidOf("web-a"), Optional.of("7")));
  }

  @Test
  void ofTwoWhoCreateOneLoses() {
    MemoryCluster cluster = MemoryCluster.of(workload(pod("web-a")));
    ProtocolWrite write = forEvictionOfFirst(cluster.snapshot()).write();
    assertThat(cluster.apply(write, FieldManagers.WEBHOOK)).isInstanceOf(WriteOutcome.Done.class);
    assertThat(cluster.apply(write, FieldManagers.WEBHOOK)).isInstanceOf(WriteOutcome.Stale.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2, spot-aware-webhook, true",
    "2, spot-aware-scaler,  true",
    "2, kubectl,            false",
    "2, '',                 false",
    "1, spot-aware-webhook, false",
    "3, spot-aware-scaler,  false",
  })
  void aScheduleIsLostAtTwoByOurHand(int replicas, String writer, boolean lost) {
    String[] writers = writer.isEmpty() ? new String[0] : new String[] {writer};
    Workloads workload =
        workload(pod("web-a")).deployment(Deployments.web().replicas(replicas, writers));
    assertThat(StartSurge.lostItsSchedule(workload.build())).isEqualTo(lost);
    assertThat(StartSurge.lostItsSchedule(workload.schedule(Schedules.surged()).build())).isFalse();
  }

  @Test
  void aDeploymentThatTerminatesHasLostNothing() {
    assertThat(
            StartSurge.lostItsSchedule(
                workload(pod("web-a")).deployment(Deployments.surgedWeb().terminating()).build()))
        .isFalse();
  }

  @Test
  void aLostScheduleIsMadeAgainInSurged() {
    Step.Write step =
        StartSurge.restoreSchedule(
            workload(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb()).build(),
            DEFAULTS,
            NOW);
    assertThat(created(step).phase()).isEqualTo(Phase.SURGED);
    assertThat(created(step).scheduledTime()).isEqualTo(NOW.plus(DEFAULTS.scaleDownDelay()));
    assertThat(step.reports()).extracting(Report::reason).containsExactly(Reason.SCHEDULE_RESTORED);
  }

  /** A ticket that was out with the lost one may still be used. */
  @Test
  void aLostScheduleIsDueAMinuteAheadAtLeast() {
    Step.Write step =
        StartSurge.restoreSchedule(
            workload(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb()).build(),
            DEFAULTS.toBuilder().scaleDownDelay(Duration.ofSeconds(5)).build(),
            NOW);
    assertThat(created(step).scheduledTime()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void aLostScheduleRemembersTheMarksThatAreStillOnPods() {
    Step.Write step =
        StartSurge.restoreSchedule(
            workload(pod("web-a").cost(DeletionCosts.OURS), pod("web-b").cost("5"))
                .deployment(Deployments.surgedWeb())
                .build(),
            DEFAULTS,
            NOW);
    assertThat(created(step).costs()).isEqualTo(Map.of(uidOf("web-a"), Optional.empty()));
  }
}
