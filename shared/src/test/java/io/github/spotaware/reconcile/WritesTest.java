package io.github.spotaware.reconcile;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.workload.FieldManagers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A late raise must not outlive the surge: nobody would be left to restore the HPA. */
class WritesTest {
  private final FakeCluster cluster =
      FakeCluster.of(
          workload(pod("web-a"))
              .schedule(Schedules.in(Phase.RAISING))
              .autoscaler(Optional.of(1), 5));
  private final StoredSchedule read = cluster.memory.schedule().orElseThrow();
  private final ProtocolWrite raise =
      new SetMinReplicas(
          cluster.memory.snapshot().autoscaler().orElseThrow(), Optional.of(2), read);

  private WriteOutcome perform(ProtocolWrite write) {
    CompletableFuture<WriteOutcome> outcome = Writes.perform(cluster, write).toCompletableFuture();
    cluster.timing.settle();
    assertThat(outcome).isDone();
    return outcome.join();
  }

  private void scalerWrites(ProtocolWrite write) {
    assertThat(cluster.memory.apply(write, FieldManagers.SCALER))
        .isInstanceOf(WriteOutcome.Done.class);
  }

  @Test
  void anHpaIsWrittenUnderItsSchedule() {
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Done.class);
    assertThat(cluster.memory.minReplicas()).contains(2);
    assertThat(cluster.requests).containsExactly("schedule", "SetMinReplicas", "schedule");
  }

  /** This process was paused between the look at the schedule and the write. */
  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"CANCELLING", "LOWERING"})
  void aRaiseThatCameTooLateIsTakenBack(Phase meanwhile) {
    cluster.afterNext(
        "schedule",
        () -> scalerWrites(new ProtocolWrite.UpdateSchedule(read, read.content().in(meanwhile))));
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Stale.class);
    assertThat(cluster.memory.minReplicas()).contains(1);
    assertThat(cluster.requests)
        .containsExactly("schedule", "SetMinReplicas", "schedule", "autoscaler", "SetMinReplicas");
  }

  @Test
  void soItIsWhenTheSurgeIsOver() {
    cluster.afterNext("schedule", () -> scalerWrites(new ProtocolWrite.DeleteSchedule(read)));
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Stale.class);
    assertThat(cluster.memory.minReplicas()).contains(1);
  }

  @Test
  void aFloorThatSomeoneElseSetSinceIsTheirs() {
    cluster.afterNext("schedule", () -> scalerWrites(new ProtocolWrite.DeleteSchedule(read)));
    cluster.afterNext("SetMinReplicas", () -> cluster.memory.writeMinReplicas(Optional.of(3)));
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Stale.class);
    assertThat(cluster.memory.minReplicas()).contains(3);
  }

  /** Seed 249431: what is raised is another surge's, for this write met a change. */
  @Test
  void aRaiseThatDidNothingTakesNothingBack() {
    cluster.afterNext(
        "schedule",
        () -> {
          scalerWrites(new ProtocolWrite.DeleteSchedule(read));
          cluster.memory.writeMinReplicas(Optional.of(2));
        });
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Stale.class);
    assertThat(cluster.memory.minReplicas()).contains(2);
  }

  @Test
  void whatTheNextSurgeHasRecordedIsRestoredByThatOne() {
    cluster.afterNext(
        "schedule",
        () -> {
          scalerWrites(new ProtocolWrite.DeleteSchedule(read));
          scalerWrites(
              new ProtocolWrite.CreateSchedule(
                  Schedules.NAME,
                  read.content().withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.of(1)))));
        });
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Done.class);
    assertThat(cluster.memory.minReplicas()).contains(2);
  }

  @Test
  void theSurgeThatWentOnKeepsItsFloor() {
    cluster.afterNext(
        "schedule",
        () ->
            scalerWrites(new ProtocolWrite.UpdateSchedule(read, read.content().in(Phase.SURGED))));
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Done.class);
    assertThat(cluster.memory.minReplicas()).contains(2);
  }

  @Test
  void notOnceTheScheduleIsInAnotherPhase() {
    scalerWrites(new ProtocolWrite.UpdateSchedule(read, read.content().in(Phase.CANCELLING)));
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Stale.class);
    assertThat(cluster.memory.minReplicas()).contains(1);
    assertThat(cluster.requests).containsExactly("schedule");
  }

  @Test
  void notOnceTheScheduleIsGone() {
    scalerWrites(new ProtocolWrite.DeleteSchedule(read));
    assertThat(perform(raise)).isInstanceOf(WriteOutcome.Stale.class);
    assertThat(cluster.memory.minReplicas()).contains(1);
  }

  @Test
  void notWhereTheScheduleCannotBeRead() {
    cluster.failures = 1;
    assertThat(perform(raise))
        .asInstanceOf(type(WriteOutcome.Unavailable.class))
        .satisfies(outcome -> assertThat(outcome.toString()).contains("no answer"));
    assertThat(cluster.memory.minReplicas()).contains(1);
  }

  @Test
  void otherWritesCarryTheirOwnPreconditions() {
    assertThat(perform(new ProtocolWrite.UpdateSchedule(read, read.content().in(Phase.CANCELLING))))
        .isInstanceOf(WriteOutcome.Done.class);
    assertThat(cluster.requests).containsExactly("UpdateSchedule");
  }
}
