package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Pods;
import io.github.spotaware.testing.Rollouts;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.PodState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LowerTest {

  private static Schedule lowering() {
    return Schedules.in(Phase.LOWERING).due(NOW);
  }

  /** The pod that served longer is on n1: without costs the ReplicaSet would keep it. */
  private static Workloads both() {
    return surged(
            pod("web-a").on("n1").readySince(NOW.minusSeconds(900)),
            pod("web-b").on("n2").cost("3").readySince(NOW.minusSeconds(60)))
        .schedule(lowering());
  }

  private static List<String> survivors(MemoryCluster cluster) {
    Scaler scaler = new Scaler(cluster);
    scaler.run();
    scaler.now = NOW.plus(BeginLowering.LEAD.multipliedBy(2));
    assertThat(scaler.run()).isInstanceOf(Step.Wait.class);
    cluster.controllersAct();
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    cluster.kubeletsAct(NOW);
    return cluster.pods().stream().map(PodState::name).toList();
  }

  @ParameterizedTest
  @CsvSource({"n1, web-b", "n2, web-a"})
  void theVictimIsThePodOnTheDoomedNode(String doomed, String survivor) {
    MemoryCluster cluster = MemoryCluster.of(both().node(Nodes.cordoned(doomed)));
    assertThat(survivors(cluster)).containsExactly(survivor);
    assertThat(cluster.schedule()).isEmpty();
    assertThat(cluster.marked()).isEmpty();
  }

  /** Both serve on nodes that stay; a webhook died when it had begun the handoff of web-a. */
  @Test
  void thePodThatTheScheduleNamesIsTheVictim() {
    MemoryCluster cluster = MemoryCluster.of(handingOff(pod("web-b").on("n2")));
    Scaler scaler = new Scaler(cluster);
    scaler.run();
    assertThat(cluster.replicas()).as("at once: it was marked long ago").isEqualTo(1);
    assertThat(scaler.told).containsExactly(Reason.SCALED_DOWN);
    cluster.controllersAct();
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    cluster.kubeletsAct(NOW);
    assertThat(cluster.pods()).extracting(PodState::name).containsExactly("web-b");
    assertThat(cluster.schedule()).isEmpty();
  }

  /** The replacement has failed since: the pod that was to leave is the only one that serves. */
  @Test
  void thePodThatTheScheduleNamesStaysWhereNoOtherServes() {
    MemoryCluster cluster = MemoryCluster.of(handingOff(pod("web-b").on("n2").notReady()));
    assertThat(survivors(cluster)).containsExactly("web-a");
    assertThat(cluster.marked()).isEmpty();
  }

  private static Workloads handingOff(Pods other) {
    return surged(pod("web-a").on("n1").cost(DeletionCosts.OURS), other)
        .schedule(
            lowering()
                .withVictim(uidOf("web-a"))
                .withCosts(Map.of(uidOf("web-a"), Optional.empty())));
  }

  @Test
  void aMarkFromANodeThatStaysAfterAllDoesNotMakeAVictim() {
    MemoryCluster cluster =
        MemoryCluster.of(
            both()
                .pods(
                    pod("web-a").on("n1").readySince(NOW.minusSeconds(900)),
                    pod("web-b").on("n2").cost(DeletionCosts.OURS).readySince(NOW.minusSeconds(60)))
                .schedule(lowering().withCosts(Map.of(uidOf("web-b"), Optional.of("3"))))
                .node(Nodes.cordoned("n1")));
    assertThat(survivors(cluster)).containsExactly("web-b");
    assertThat(cluster.pod("web-b").deletionCost()).contains("3");
  }

  /** It may become Ready before the ReplicaSet controller acts. */
  @Test
  void thePodThatDoesNotServeIsMarkedAsTheVictim() {
    MemoryCluster cluster =
        MemoryCluster.of(both().pods(pod("web-a").on("n1"), pod("web-b").on("n2").notReady()));
    Scaler scaler = new Scaler(cluster);
    scaler.run(3);
    assertThat(cluster.pod("web-b").deletionCost()).contains(DeletionCosts.OURS);
    assertThat(cluster.replicas()).as("the mark has its lead").isEqualTo(2);
    assertThat(survivors(cluster)).containsExactly("web-a");
  }

  @Test
  void onDoomedNodesOnlyOneThatServesIsKept() {
    MemoryCluster cluster =
        MemoryCluster.of(
            both()
                .pods(pod("web-a").on("n1").cost("9").notReady(), pod("web-b").on("n2"))
                .node(Nodes.cordoned("n1"))
                .node(Nodes.cordoned("n2")));
    assertThat(survivors(cluster)).containsExactly("web-b");
  }

  @Test
  void whereTheOtherNodeIsDoomedTooTheOneThatWasToStayStays() {
    for (String first : List.of("web-a", "web-b")) {
      MemoryCluster cluster =
          MemoryCluster.of(
              both()
                  .pods(
                      pod("web-a").on("n1").cost(mark(first, "web-a")),
                      pod("web-b").on("n2").cost(mark(first, "web-b")))
                  .schedule(lowering().withCosts(Map.of(uidOf(first), Optional.empty())))
                  .node(Nodes.cordoned("n1"))
                  .node(Nodes.cordoned("n2")));
      assertThat(survivors(cluster)).doesNotContain(first).hasSize(1);
    }
  }

  private static Optional<String> mark(String marked, String pod) {
    return marked.equals(pod) ? Optional.of(DeletionCosts.OURS) : Optional.empty();
  }

  @Test
  void theHpaIsRestoredBeforeTheCountAndTheCostsAfterIt() {
    MemoryCluster cluster =
        MemoryCluster.of(
            both()
                .pods(pod("web-a").on("n1").cost("4"), pod("web-b").on("n2"))
                .node(Nodes.cordoned("n1"))
                .schedule(
                    lowering()
                        .withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.empty()))
                        .withCosts(Map.of(uidOf("web-a"), Optional.of("4"))))
                .autoscaler(Optional.of(2), 5));
    Scaler scaler = new Scaler(cluster);
    List<String> writes = new ArrayList<>();
    while (scaler.next() instanceof Step.Write) {
      writes.add(Scaler.kind(scaler.next()));
      scaler.run(1);
    }
    assertThat(writes).containsExactly("UpdateSchedule", "SetDeletionCost");
    assertThat(scaler.next())
        .isEqualTo(
            new Step.Wait(
                "the ReplicaSet controller to see the deletion costs",
                Optional.of(NOW.plus(BeginLowering.LEAD.multipliedBy(2)))));
    scaler.now = NOW.plus(BeginLowering.LEAD.multipliedBy(2));
    while (scaler.next() instanceof Step.Write) {
      writes.add(Scaler.kind(scaler.next()));
      scaler.run(1);
    }
    assertThat(writes)
        .containsExactly("UpdateSchedule", "SetDeletionCost", "SetMinReplicas", "SetReplicas");
    assertThat(cluster.minReplicas()).isEmpty();
    assertThat(scaler.next())
        .isEqualTo(new Step.Wait("the ReplicaSet to delete the surplus pod", Optional.empty()));
    assertThat(scaler.told).containsExactly(Reason.SCALED_DOWN);
  }

  /** Until KEDA has told its HPA, that one would put the count back to 2. */
  @Test
  void aScaledObjectIsRestoredSomeSecondsBeforeTheCount() {
    MemoryCluster cluster =
        MemoryCluster.of(
            both()
                .schedule(
                    lowering()
                        .withAutoscaler(
                            AutoscalerBackup.ofScaledObject(
                                "queue", "uid-queue", Optional.empty())))
                .scaledObject(Optional.of(2), 5));
    Scaler scaler = new Scaler(cluster);
    scaler.run();
    assertThat(cluster.minReplicas()).isEmpty();
    assertThat(cluster.replicas()).isEqualTo(2);
    assertThat(scaler.next())
        .isEqualTo(
            new Step.Wait(
                "KEDA to lower the minReplicas of its HPA",
                Optional.of(NOW.plus(Lower.KEDA_TAKES))));
    scaler.now = NOW.plus(Lower.KEDA_TAKES);
    scaler.run();
    assertThat(cluster.replicas()).isEqualTo(1);
  }

  /** As soon as its bound is down, the HPA may lower the count, and the marks have to be seen. */
  @Test
  void aScaledObjectIsRestoredOnlyWhenTheMarksWereThereForAWhile() {
    MemoryCluster cluster =
        MemoryCluster.of(
            both()
                .node(Nodes.cordoned("n1"))
                .schedule(
                    lowering()
                        .withCosts(Map.of(uidOf("web-a"), Optional.empty()))
                        .withAutoscaler(
                            AutoscalerBackup.ofScaledObject("queue", "uid-queue", Optional.of(1))))
                .scaledObject(Optional.of(2), 5));
    Scaler scaler = new Scaler(cluster);
    scaler.run();
    assertThat(cluster.marked()).containsExactly("web-a");
    assertThat(cluster.minReplicas()).contains(2);
    scaler.now = NOW.plus(BeginLowering.LEAD.multipliedBy(2)).minus(Lower.KEDA_TAKES);
    scaler.run();
    assertThat(cluster.minReplicas()).contains(1);
    assertThat(cluster.replicas()).isEqualTo(2);
  }

  @Test
  void aFloorThatIsNoLongerOursStays() {
    MemoryCluster cluster =
        MemoryCluster.of(
            both()
                .schedule(
                    lowering().withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.of(1))))
                .autoscaler(Optional.of(3), 5));
    survivors(cluster);
    assertThat(cluster.minReplicas()).contains(3);
  }

  /** A change of the template may have come between the decision to lower and the lowering. */
  static Stream<Arguments> rolloutsToWaitFor() {
    return Stream.of(
        argumentSet("no new pod serves", Rollouts.slow()),
        argumentSet("there is no new pod yet", Rollouts.begun()),
        argumentSet("a new pod serves, the old one is about to go", Rollouts.oneNewServes()),
        argumentSet(
            "the controller has not acted: it may be a rollout",
            both().deployment(Rollouts.loose().generation(2, 1))));
  }

  @ParameterizedTest
  @MethodSource("rolloutsToWaitFor")
  void aRolloutThatBeganMeanwhileIsWaitedFor(Workloads workload) {
    MemoryCluster cluster = MemoryCluster.of(workload.schedule(lowering()));
    Scaler scaler = new Scaler(cluster);
    assertThat(scaler.next()).isInstanceOf(Step.Wait.class);
    assertThat(cluster.replicas()).isEqualTo(2);
  }

  static Stream<Arguments> rolloutsNotToWaitFor() {
    return Stream.of(
        argumentSet("it is over", Rollouts.over()),
        argumentSet(
            "it failed for good", Rollouts.slow().deployment(Rollouts.loose().rolloutFailed())),
        argumentSet(
            "none may be unavailable", Rollouts.slow().deployment(Deployments.surgedWeb())));
  }

  @ParameterizedTest
  @MethodSource("rolloutsNotToWaitFor")
  void otherRolloutsAreNot(Workloads workload) {
    MemoryCluster cluster = MemoryCluster.of(workload.schedule(lowering()));
    Scaler scaler = new Scaler(cluster);
    scaler.run();
    scaler.now = cluster.schedule().orElseThrow().content().scheduledTime();
    scaler.run();
    assertThat(cluster.replicas()).isEqualTo(1);
  }

  @Test
  void onceLoweredARolloutIsTheOwnersAlone() {
    MemoryCluster cluster =
        MemoryCluster.of(
            Rollouts.slow()
                .deployment(Deployments.web().replicas(1, FieldManagers.SCALER).maxUnavailable(1))
                .schedule(lowering()));
    assertThat(new Scaler(cluster).run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.schedule()).isEmpty();
  }

  @Test
  void someoneElsesOneIsTheSameEnd() {
    MemoryCluster cluster = MemoryCluster.of(both());
    cluster.writeReplicas(1, "kubectl");
    assertThat(survivors(cluster)).hasSize(1);
    assertThat(cluster.schedule()).isEmpty();
  }
}
