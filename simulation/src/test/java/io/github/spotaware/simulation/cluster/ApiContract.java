package io.github.spotaware.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the protocol relies on in an API server, whichever it is. */
abstract class ApiContract {
  private static final String OURS = "spot-aware-scaler";
  private static final Instant DUE = Instant.parse("2026-01-01T01:00:00Z");

  /** A fresh one. */
  abstract ApiUnderTest api();

  private final ApiUnderTest api = api();

  @Test
  void theLastOneToChangeTheCountOwnsIt() {
    DeploymentRef ref = api.createDeployment("count");

    api.scale(ref, 2, "first");
    api.scale(ref, 3, "second");
    api.scale(ref, 2, "third");

    assertThat(deployment(ref).replicas()).isEqualTo(2);
    assertThat(deployment(ref).replicasWriters()).containsExactly("third");
  }

  @Test
  void writingTheSameCountLeavesNoTrace() {
    DeploymentRef ref = api.createDeployment("same");
    api.scale(ref, 2, "first");
    DeploymentState before = deployment(ref);

    api.scale(ref, 2, "second");

    assertThat(deployment(ref).replicasWriters()).containsExactly("first");
    assertThat(deployment(ref).generation()).isEqualTo(before.generation());
  }

  @Test
  void applyingTheSameCountSharesIt() {
    DeploymentRef ref = api.createDeployment("shared");
    api.scale(ref, 2, "first");

    api.scaleByApply(ref, 2, "git");

    assertThat(deployment(ref).replicasWriters()).containsExactlyInAnyOrder("first", "git");
  }

  @Test
  void onlyTheSpecMovesTheGeneration() {
    DeploymentRef ref = api.createDeployment("generation");
    long before = deployment(ref).generation();

    api.label(ref, "some", "label");
    assertThat(deployment(ref).generation()).isEqualTo(before);
    api.scale(ref, 2, "someone");
    assertThat(deployment(ref).generation()).isEqualTo(before + 1);
  }

  @Test
  void aCountIsOnlySetOnTheVersionRead() {
    DeploymentRef ref = api.createDeployment("test");
    DeploymentState read = deployment(ref);
    api.label(ref, "some", "change");

    assertThat(api.perform(new ProtocolWrite.SetReplicas(read, 2), OURS)).isEqualTo(stale());
    assertThat(api.perform(new ProtocolWrite.SetReplicas(deployment(ref), 2), OURS))
        .isEqualTo(done());
    assertThat(deployment(ref).replicas()).isEqualTo(2);
    assertThat(deployment(ref).countIsOurs()).isTrue();
  }

  @Test
  void aCountIsNotSetOnADeploymentMadeAnew() {
    DeploymentRef ref = api.createDeployment("anew");
    DeploymentState read = deployment(ref);
    api.deleteDeployment(ref);
    assertThat(api.perform(new ProtocolWrite.SetReplicas(read, 2), OURS)).isEqualTo(stale());

    api.createDeployment("anew");

    assertThat(deployment(ref).uid()).isNotEqualTo(read.uid());
    assertThat(api.perform(new ProtocolWrite.SetReplicas(read, 2), OURS)).isEqualTo(stale());
    assertThat(deployment(ref).replicas()).isEqualTo(1);
  }

  @Test
  void aScheduleIsCreatedOnce() {
    Schedule content = schedule("once");
    String name = ScheduleName.of(content.deployment());

    StoredSchedule stored = create(content);

    assertThat(stored.content()).isEqualTo(content);
    assertThat(api.scheduleData(name)).contains(ScheduleData.write(content));
    assertThat(api.perform(new ProtocolWrite.CreateSchedule(name, content), OURS))
        .isEqualTo(stale());
  }

  @Test
  void ofTwoUpdatesFromOneVersionOneGoesThrough() {
    StoredSchedule read = create(schedule("swap"));
    Schedule next = read.content().in(Phase.SURGED).releasing("some-pod");

    WriteOutcome first = api.perform(new ProtocolWrite.UpdateSchedule(read, next), OURS);
    WriteOutcome second =
        api.perform(
            new ProtocolWrite.UpdateSchedule(read, read.content().in(Phase.CANCELLING)), OURS);

    assertThat(stored(first).content()).isEqualTo(next);
    assertThat(second).isEqualTo(stale());
  }

  @Test
  void anUpdateThatChangesNothingKeepsTheVersion() {
    StoredSchedule read = create(schedule("idle"));

    WriteOutcome outcome =
        api.perform(new ProtocolWrite.UpdateSchedule(read, read.content()), OURS);

    assertThat(stored(outcome)).isEqualTo(read);
  }

  @Test
  void aScheduleIsDeletedInTheVersionReadOnly() {
    StoredSchedule read = create(schedule("delete"));
    StoredSchedule newer =
        stored(
            api.perform(
                new ProtocolWrite.UpdateSchedule(read, read.content().in(Phase.SURGED)), OURS));

    assertThat(api.perform(new ProtocolWrite.DeleteSchedule(read), OURS)).isEqualTo(stale());
    assertThat(api.perform(new ProtocolWrite.DeleteSchedule(newer), OURS)).isEqualTo(done());
    assertThat(api.perform(new ProtocolWrite.DeleteSchedule(newer), OURS)).isEqualTo(stale());
    assertThat(api.perform(new ProtocolWrite.UpdateSchedule(newer, read.content()), OURS))
        .isEqualTo(stale());
  }

  @Test
  void aDeletionCostIsSetOnTheVersionReadOnly() {
    PodState read = api.pod(api.createDeployment("cost"));

    assertThat(api.perform(new ProtocolWrite.SetDeletionCost(read, Optional.of("5")), OURS))
        .isEqualTo(done());
    assertThat(api.perform(new ProtocolWrite.SetDeletionCost(read, Optional.empty()), OURS))
        .isEqualTo(stale());
    PodState now = api.pod(new DeploymentRef(read.namespace(), "cost"));
    assertThat(now.deletionCost()).contains("5");
    assertThat(api.perform(new ProtocolWrite.SetDeletionCost(now, Optional.empty()), OURS))
        .isEqualTo(done());
    assertThat(api.pod(new DeploymentRef(read.namespace(), "cost")).deletionCost()).isEmpty();
  }

  @Test
  void anAutoscalersFloorIsRaisedUpToItsCeiling() {
    DeploymentRef ref = api.createDeployment("floor");
    AutoscalerState read = api.createAutoscaler(ref, 1, 2);
    StoredSchedule under = create(schedule("floor"));

    assertThat(api.perform(new ProtocolWrite.SetMinReplicas(read, Optional.of(3), under), OURS))
        .isInstanceOf(WriteOutcome.Refused.class);
    assertThat(api.perform(new ProtocolWrite.SetMinReplicas(read, Optional.of(2), under), OURS))
        .isEqualTo(done());
    assertThat(api.perform(new ProtocolWrite.SetMinReplicas(read, Optional.of(1), under), OURS))
        .isEqualTo(stale());
    assertThat(api.autoscaler(ref).minReplicas()).contains(2);
  }

  @Test
  void losingTheLabelLooksLikeADeletion() {
    DeploymentRef ref = api.createDeployment("label");

    api.label(ref, "watched", null);
    assertThat(comingsAndGoings()).containsExactly("ADDED label", "DELETED label");
    assertThat(deployment(ref).terminating()).isFalse();
    api.label(ref, "watched", "yes");
    assertThat(comingsAndGoings()).containsExactly("ADDED label", "DELETED label", "ADDED label");
  }

  private List<String> comingsAndGoings() {
    return api.watchedEvents().stream().filter(event -> !event.startsWith("MODIFIED")).toList();
  }

  private DeploymentState deployment(DeploymentRef ref) {
    return api.deployment(ref).orElseThrow();
  }

  private static Schedule schedule(String name) {
    return Schedule.start(new DeploymentRef("default", name), "uid-" + name, DUE, "a test");
  }

  private StoredSchedule create(Schedule content) {
    return stored(
        api.perform(
            new ProtocolWrite.CreateSchedule(ScheduleName.of(content.deployment()), content),
            OURS));
  }

  private static StoredSchedule stored(WriteOutcome outcome) {
    assertThat(outcome).isInstanceOf(WriteOutcome.Done.class);
    return ((WriteOutcome.Done) outcome).schedule().orElseThrow();
  }

  private static WriteOutcome stale() {
    return new WriteOutcome.Stale();
  }

  private static WriteOutcome done() {
    return new WriteOutcome.Done(Optional.empty());
  }
}
