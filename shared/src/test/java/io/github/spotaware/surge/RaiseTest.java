package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaiseTest {

  private static Workloads raising() {
    return workload(pod("web-a").on("n").cost("7")).schedule(Schedules.in(Phase.RAISING));
  }

  @Test
  void everyOriginalIsInTheScheduleBeforeItIsOverwritten() {
    MemoryCluster cluster =
        MemoryCluster.of(raising().node(Nodes.cordoned("n")).autoscaler(Optional.of(1), 5));
    Scaler scaler = new Scaler(cluster);
    List<String> writes = new ArrayList<>();
    while (cluster.schedule().orElseThrow().content().phase() == Phase.RAISING) {
      writes.add(Scaler.kind(scaler.next()));
      scaler.run(1);
    }
    assertThat(writes)
        .containsExactly(
            "UpdateSchedule",
            "SetDeletionCost",
            "UpdateSchedule",
            "SetMinReplicas",
            "SetReplicas",
            "UpdateSchedule");
    Schedule schedule = cluster.schedule().orElseThrow().content();
    assertThat(schedule.costs()).containsEntry(uidOf("web-a"), Optional.of("7"));
    assertThat(schedule.autoscaler()).contains(new AutoscalerBackup("uid-hpa", Optional.of(1)));
    assertThat(cluster.marked()).containsExactly("web-a");
    assertThat(cluster.minReplicas()).contains(2);
    assertThat(cluster.replicas()).isEqualTo(2);
    assertThat(scaler.told).containsExactly(Reason.SCALED_UP);
  }

  @Test
  void thePodOfAHandoffIsMarkedBeforeTheCountIsRaised() {
    MemoryCluster cluster =
        MemoryCluster.of(
            raising().schedule(Schedules.in(Phase.RAISING).withVictim(uidOf("web-a"))));
    Scaler scaler = new Scaler(cluster);
    scaler.run(2);
    assertThat(cluster.marked()).containsExactly("web-a");
    assertThat(cluster.schedule().orElseThrow().content().costs())
        .containsEntry(uidOf("web-a"), Optional.of("7"));
    assertThat(Scaler.kind(scaler.next())).isEqualTo("SetReplicas");
  }

  @ParameterizedTest
  @CsvSource({"2", "3"})
  void aFloorThatIsHighEnoughIsLeftAlone(int minReplicas) {
    MemoryCluster cluster = MemoryCluster.of(raising().autoscaler(Optional.of(minReplicas), 5));
    new Scaler(cluster).run();
    assertThat(cluster.minReplicas()).contains(minReplicas);
    assertThat(cluster.schedule().orElseThrow().content().autoscaler()).isEmpty();
  }

  /** It may look between our two writes, and without metrics it never lowers what it raised. */
  @Test
  void anHpaThatRaisesTheCountBeforeUsHasRaisedItForTheSurge() {
    Schedule recorded =
        Schedules.in(Phase.RAISING).withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.of(1)));
    MemoryCluster cluster =
        MemoryCluster.of(
            raising()
                .schedule(recorded)
                .deployment(Deployments.web().replicas(2, "kube-controller-manager"))
                .autoscaler(Optional.of(2), 5));
    new Scaler(cluster).run(1);
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.SURGED);
  }

  @Test
  void anHpaMadeAnewGetsItsOwnOriginalRemembered() {
    Schedule ofAnother =
        Schedules.in(Phase.RAISING)
            .withAutoscaler(new AutoscalerBackup("uid-before", Optional.of(1)));
    MemoryCluster cluster =
        MemoryCluster.of(raising().schedule(ofAnother).autoscaler(Optional.empty(), 5));
    new Scaler(cluster).run();
    assertThat(cluster.schedule().orElseThrow().content().autoscaler())
        .contains(new AutoscalerBackup("uid-hpa", Optional.empty()));
  }

  /** Its owner wrote it between our record and our raise: what we overwrite is what we restore. */
  @Test
  void anHpaEditedSinceItWasRecordedIsRecordedAnew() {
    Schedule recorded =
        Schedules.in(Phase.RAISING).withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.of(1)));
    MemoryCluster cluster =
        MemoryCluster.of(raising().schedule(recorded).autoscaler(Optional.empty(), 5));
    new Scaler(cluster).run();
    assertThat(cluster.schedule().orElseThrow().content().autoscaler())
        .contains(new AutoscalerBackup("uid-hpa", Optional.empty()));
    assertThat(cluster.minReplicas()).contains(2);
  }

  @Test
  void anUnsetFloorIsRememberedAsUnset() {
    MemoryCluster cluster = MemoryCluster.of(raising().autoscaler(Optional.empty(), 5));
    new Scaler(cluster).run();
    assertThat(cluster.schedule().orElseThrow().content().autoscaler())
        .contains(new AutoscalerBackup("uid-hpa", Optional.empty()));
    assertThat(cluster.minReplicas()).contains(2);
  }

  @Test
  void ofAnHpaThatKedaMakesTheScaledObjectIsRaised() {
    MemoryCluster cluster = MemoryCluster.of(raising().scaledObject(Optional.empty(), 5));
    new Scaler(cluster).run();
    assertThat(cluster.schedule().orElseThrow().content().autoscaler())
        .contains(AutoscalerBackup.ofScaledObject("queue", "uid-queue", Optional.empty()));
    assertThat(cluster.minReplicas()).contains(2);
    assertThat(cluster.replicas()).isEqualTo(2);
  }

  /** A floor above it is refused, and would be for ever: the surge goes on without. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCeilingThatHasComeDownSinceIsNoReasonToStop(boolean keda) {
    Workloads workload =
        keda ? raising().scaledObject(Optional.of(0), 1) : raising().autoscaler(Optional.of(1), 1);
    MemoryCluster cluster = MemoryCluster.of(workload);
    new Scaler(cluster).run();
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.SURGED);
    assertThat(cluster.schedule().orElseThrow().content().autoscaler()).isEmpty();
    assertThat(cluster.minReplicas()).contains(keda ? 0 : 1);
  }

  @Test
  void surgedIsOnlyWrittenOnceTheCountIsReadBack() {
    MemoryCluster cluster = MemoryCluster.of(raising());
    Scaler scaler = new Scaler(cluster);
    scaler.run(1);
    assertThat(cluster.replicas()).isEqualTo(2);
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.RAISING);
    scaler.run();
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.SURGED);
  }

  @ParameterizedTest
  @CsvSource({"0", "2", "3"})
  void aCountOfTheOwnerIsNotRaisedOver(int replicas) {
    Workloads workload = raising().deployment(Deployments.web().replicas(replicas, "kubectl"));
    Step step =
        Raise.next(
            Schedules.stored(Schedules.in(Phase.RAISING)),
            workload.build(),
            Configuration.defaults());
    assertThat(step)
        .asInstanceOf(type(Step.Wait.class))
        .satisfies(wait -> assertThat(wait.forWhat()).contains("the scaler to end the surge"));
  }
}
