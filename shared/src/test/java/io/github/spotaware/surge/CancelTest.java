package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CancelTest {

  private static Schedule withBackups(Phase phase) {
    return Schedules.in(phase)
        .due(phase == Phase.CANCELLING ? Workloads.NOW : Schedules.in(phase).scheduledTime())
        .withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.of(1)))
        .withCosts(Map.of(uidOf("web-a"), Optional.of("7"), uidOf("web-b"), Optional.empty()));
  }

  private static Workloads marked(Phase phase) {
    return surged(pod("web-a").cost(DeletionCosts.OURS), pod("web-b").cost(DeletionCosts.OURS))
        .autoscaler(Optional.of(2), 5)
        .schedule(withBackups(phase));
  }

  @ParameterizedTest
  @EnumSource(names = {"RAISING", "SURGED", "LOWERING"})
  void theOwnersThreeStandsAndEverythingElseIsRestored(Phase phase) {
    MemoryCluster cluster = MemoryCluster.of(marked(phase));
    cluster.writeReplicas(3, "kubectl");
    Scaler scaler = new Scaler(cluster);
    scaler.run(1);
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.CANCELLING);
    scaler.run();
    scaler.now = scaler.now.plus(Cancel.LATE_RAISE);
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replicas()).isEqualTo(3);
    assertThat(cluster.minReplicas()).contains(1);
    assertThat(cluster.pod("web-a").deletionCost()).contains("7");
    assertThat(cluster.pod("web-b").deletionCost()).isEmpty();
    assertThat(scaler.told).containsExactly(Reason.SCALE_DOWN_CANCELLED);
  }

  /** Another process had read the HPA before the surge was cancelled. */
  @Test
  void aFloorThatIsRaisedLateIsRestored() {
    MemoryCluster cluster =
        MemoryCluster.of(
            surged(pod("web-a"), pod("web-b"))
                .autoscaler(Optional.of(1), 5)
                .schedule(withBackups(Phase.RAISING)));
    cluster.writeReplicas(3, "kubectl");
    Scaler scaler = new Scaler(cluster);
    assertThat(scaler.run())
        .isEqualTo(
            new Step.Wait(
                "late writes of the surge that is cancelled",
                Optional.of(scaler.now.plus(Cancel.LATE_RAISE))));
    cluster.writeMinReplicas(Optional.of(2));
    scaler.now = scaler.now.plus(Cancel.LATE_RAISE);
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.minReplicas()).contains(1);
    assertThat(cluster.schedule()).isEmpty();
  }

  @Test
  void aDeploymentThatIsGoneLeavesNothingBehind() {
    MemoryCluster cluster = MemoryCluster.of(marked(Phase.SURGED));
    cluster.deleteDeployment();
    assertThat(new Scaler(cluster).run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.schedule()).isEmpty();
    assertThat(cluster.minReplicas()).contains(1);
    assertThat(cluster.marked()).isEmpty();
  }

  @Test
  void aDeploymentMadeAnewIsNotTouched() {
    MemoryCluster cluster =
        MemoryCluster.of(marked(Phase.SURGED).deployment(Deployments.web().uid("uid-new")));
    assertThat(new Scaler(cluster).run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replicas()).isEqualTo(1);
    assertThat(cluster.snapshot().deployment().orElseThrow().replicasWriters())
        .containsExactly("kubectl");
  }

  @Test
  void valuesThatAreNoLongerOursStay() {
    MemoryCluster cluster =
        MemoryCluster.of(
            marked(Phase.CANCELLING)
                .deployment(Deployments.web().replicas(3, "kubectl"))
                .pods(pod("web-a").cost("8"), pod("web-b"))
                .autoscaler(Optional.of(4), 5));
    assertThat(new Scaler(cluster).run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.pod("web-a").deletionCost()).contains("8");
    assertThat(cluster.minReplicas()).contains(4);
  }

  @Test
  void noWayBackFromCancelling() {
    MemoryCluster cluster = MemoryCluster.of(marked(Phase.CANCELLING));
    assertThat(new Scaler(cluster).run(3)).isInstanceOf(Step.Write.class);
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.CANCELLING);
    assertThat(cluster.replicas()).isEqualTo(2);
  }
}
