package io.github.spotaware.reconcile;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.FieldManagers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EarlySurgesTest {
  private static final List<String> WRITES_OF_A_RAISE =
      List.of("CreateSchedule", "SetDeletionCost", "SetReplicas");
  private static final Duration LAG = Duration.ofMillis(200);
  private static final Duration PATIENCE = Course.UP_TO_SURGED.patience();

  private FakeCluster cluster = FakeCluster.of(workload(pod("web-a").on("n")));
  private EarlySurges surges = new EarlySurges(cluster);

  @BeforeEach
  void start() {
    surges.start();
    cluster.put(Nodes.staying("n"));
  }

  private void given(Workloads workload) {
    cluster = FakeCluster.of(workload);
    surges = new EarlySurges(cluster);
    start();
  }

  private void assertRaised() {
    assertThat(phase()).isEqualTo(Phase.RAISING);
    assertThat(cluster.memory.replicas()).isEqualTo(2);
  }

  private Phase phase() {
    return cluster.memory.schedule().orElseThrow().content().phase();
  }

  @Test
  void whatWasReadAtAdmissionIsNotReadAgain() {
    surges.expect("n");
    cluster.timing.settle();
    assertThat(cluster.requests).contains("podsOn", "pods", "deployment");
    cluster.requests.clear();

    cluster.put(Nodes.cordoned("n"));
    cluster.timing.settle();
    assertThat(cluster.requests).isEqualTo(WRITES_OF_A_RAISE);
    assertRaised();
    assertThat(cluster.memory.marked()).containsExactly("web-a");
    assertThat(cluster.memory.schedule().orElseThrow().content().trigger())
        .isEqualTo("node n: unschedulable");
    assertThat(cluster.told).containsExactly(Reason.NODE_DISRUPTED, Reason.SCALED_UP);
  }

  @Test
  void theWatchMayBeFasterThanTheReads() {
    surges.expect("n");
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.settle();
    assertThat(cluster.requests).containsOnlyOnce("podsOn");
    assertRaised();
  }

  @Test
  void anAdmissionThatIsNotPersistedComesToNothing() {
    surges.expect("n");
    cluster.timing.pass(Duration.ofMinutes(1));
    assertThat(cluster.memory.schedule()).isEmpty();
    assertThat(cluster.memory.replicas()).isEqualTo(1);
    assertThat(cluster.timing.timers()).isZero();
  }

  @Test
  void whatWasReadLongBeforeIsReadAgain() {
    surges.expect("n");
    cluster.timing.pass(PreparedReads.FRESH.plusMillis(1));
    cluster.requests.clear();
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(LAG);
    assertThat(cluster.requests).startsWith("podsOn").contains("pods", "deployment");
    assertRaised();
  }

  @Test
  void whatChangedSinceItWasReadIsReadAgain() {
    surges.expect("n");
    cluster.timing.settle();
    cluster.memory.writeReplicas(3, "kubectl");
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.settle();
    assertThat(cluster.memory.replicas()).as("the owner's count").isEqualTo(3);
  }

  @Test
  void readsThatFailedAreMadeAgain() {
    surges.expect("n");
    cluster.failures = 1;
    cluster.timing.settle();
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.settle();
    assertRaised();
  }

  @Test
  void aNodeThatIsDeletedIsGoneInWhatWasRead() {
    surges.expect("n");
    cluster.timing.settle();
    cluster.requests.clear();
    cluster.removeNode("n");
    cluster.timing.settle();
    assertThat(cluster.requests).isEqualTo(WRITES_OF_A_RAISE);
    assertThat(cluster.memory.schedule().orElseThrow().content().trigger())
        .isEqualTo("node n: gone");
  }

  @Test
  void withoutAnAdmissionTheWatchIsEnoughAfterALag() {
    cluster.put(Nodes.dead("n"));
    cluster.timing.pass(LAG.minusMillis(1));
    assertThat(cluster.requests).isEmpty();
    cluster.timing.pass(Duration.ofMillis(1));
    assertRaised();
  }

  @Test
  void thatItIsSurgedIsLeftToTheScalerToSayAndSaidHereWhereNobodyDoes() {
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(LAG.plus(PATIENCE).minusMillis(1));
    assertRaised();
    cluster.timing.pass(Duration.ofMillis(10));
    assertThat(phase()).isEqualTo(Phase.SURGED);
    cluster.requests.clear();
    cluster.timing.pass(Duration.ofMinutes(1));
    assertThat(cluster.requests).isEmpty();
  }

  @Test
  void aRaiseThatTheWatchShowsIsLeftToWhoeverHasBegunItForAWhile() {
    given(workload(pod("web-a").on("n")).schedule(Schedules.in(Phase.RAISING)));
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(LAG.plus(PATIENCE).minusMillis(1));
    assertThat(cluster.requests).containsExactly("podsOn");
    cluster.timing.pass(Duration.ofMillis(10));
    assertRaised();
  }

  @ParameterizedTest
  @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "RAISING")
  void anOtherSurgeThatTheWatchShowsIsLeftToTheScaler(Phase phase) {
    given(workload(pod("web-a").on("n")).schedule(Schedules.in(phase)));
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(Duration.ofMinutes(1));
    assertThat(cluster.requests).containsExactly("podsOn");
  }

  @Test
  void whoeverIsBeatenToItLeavesTheRaiseToTheOther() {
    surges.expect("n");
    cluster.timing.settle();
    cluster.schedulesLag = true;
    Schedule other =
        Schedule.start(
            Workloads.REF, Workloads.DEPLOYMENT_UID, Workloads.NOW.plusSeconds(300), "other");
    cluster.put(Nodes.cordoned("n"));
    cluster.memory.apply(new CreateSchedule(Schedules.NAME, other), FieldManagers.SCALER);
    cluster.timing.settle();
    cluster.timing.pass(PATIENCE.minusMillis(1));
    assertThat(cluster.memory.replicas()).isEqualTo(1);
    cluster.timing.pass(Duration.ofMillis(10));
    assertRaised();
  }

  @Test
  void nothingIsPreparedForNodesThatDoNotCount() {
    cluster.configure(c -> c.nodeSelector(LabelSelector.parse("spot")));
    surges.expect("n");
    surges.expect("unknown");
    cluster.configure(
        c -> c.nodeSelector(LabelSelector.everything()).scaleUpDelay(Duration.ofSeconds(9)));
    surges.expect("n");
    cluster.configure(c -> c.scaleUpDelay(Duration.ZERO).dryRun(true));
    surges.expect("n");
    cluster.timing.settle();
    assertThat(cluster.requests).isEmpty();
  }

  @Test
  void whatCannotSurgeIsLeftToTheScalerToTell() {
    given(workload(pod("web-a").on("n")).deployment(Deployments.web().recreate()));
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(Duration.ofMinutes(1));
    assertThat(cluster.told).isEmpty();
    assertThat(cluster.memory.schedule()).isEmpty();
  }

  @Test
  void aWebhookThatEndsStartsNothing() {
    surges.expect("n");
    cluster.timing.settle();
    surges.close();
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(Duration.ofMinutes(1));
    assertThat(cluster.memory.schedule()).isEmpty();
  }
}
