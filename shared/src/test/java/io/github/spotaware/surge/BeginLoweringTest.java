package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.ReplicaSets.replicaSet;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Rollouts;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BeginLoweringTest {

  private static Workloads due() {
    return surged(pod("web-a").on("n1"), pod("web-b").on("n2")).schedule(Schedules.due());
  }

  private static Schedule written(Step step) {
    return assertThat(step)
        .asInstanceOf(type(Step.Write.class))
        .extracting(Step.Write::write)
        .asInstanceOf(type(UpdateSchedule.class))
        .actual()
        .to();
  }

  private static Step next(Workloads workload) {
    return new Scaler(MemoryCluster.of(workload)).next();
  }

  @Test
  void dueWithAServingPodThatRemains() {
    assertThat(written(next(due())).phase()).isEqualTo(Phase.LOWERING);
  }

  @Test
  void notBeforeItIsDue() {
    assertThat(next(surged(pod("web-a"), pod("web-b"))))
        .isEqualTo(
            new Step.Wait(
                "the scale-down, due in 300 s", Optional.of(NOW.plus(Duration.ofMinutes(5)))));
  }

  /** Whichever of them goes, it might be the one that was about to serve. */
  @Test
  void thePodThatIsAboutToServeIsWaitedFor() {
    Workloads workload =
        due()
            .pods(
                pod("web-a").readyFor(Duration.ofSeconds(3)),
                pod("web-b").readyFor(Duration.ofSeconds(4)))
            .deployment(Deployments.surgedWeb().minReady(Duration.ofSeconds(5)));
    assertThat(next(workload))
        .isEqualTo(
            new Step.Wait(
                "pod web-b to be Ready for minReadySeconds", Optional.of(NOW.plusSeconds(1))));
  }

  /** It might take a pod from the ReplicaSet that a rollout has just filled. */
  @Test
  void theDeploymentControllerHasToHaveSeenItsReplicaSets() {
    assertThat(next(due().deployment(Deployments.surgedWeb().counted(3))))
        .isEqualTo(
            new Step.Wait(
                "the Deployment to take note of its ReplicaSets as they are",
                Optional.of(NOW.plusSeconds(1))));
    assertThat(written(next(due().deployment(Deployments.surgedWeb().counted(2)))).phase())
        .isEqualTo(Phase.LOWERING);
  }

  @Test
  void aNewDisruptionIsRecordedAndPostponesIt() {
    Schedule next = written(next(due().node(Nodes.cordoned("n1"))));
    assertThat(next.phase()).isEqualTo(Phase.SURGED);
    assertThat(next.costs()).containsOnlyKeys(uidOf("web-a"));
    assertThat(next.scheduledTime()).isEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void theSameDisruptionPostponesItOnce() {
    MemoryCluster cluster = MemoryCluster.of(due().node(Nodes.cordoned("n1")));
    Scaler scaler = new Scaler(cluster);
    scaler.run();
    assertThat(cluster.marked()).containsExactly("web-a");
    scaler.now = NOW.plusSeconds(299);
    assertThat(scaler.run()).isInstanceOf(Step.Wait.class);
    assertThat(cluster.schedule().orElseThrow().content().scheduledTime())
        .isEqualTo(NOW.plusSeconds(300));
    scaler.now = NOW.plusSeconds(300);
    assertThat(written(scaler.next()).phase()).isEqualTo(Phase.LOWERING);
  }

  @Test
  void whileNoPodServesOnANodeThatStaysItWaitsWithOnePendingPod() {
    MemoryCluster cluster =
        MemoryCluster.of(
            due().pods(pod("web-a").on("n1"), pod("web-b").pending()).node(Nodes.cordoned("n1")));
    Scaler scaler = new Scaler(cluster);
    scaler.run();
    for (int pass = 0; pass < 5; pass++) {
      scaler.now = cluster.schedule().orElseThrow().content().scheduledTime();
      scaler.told.clear();
      assertThat(scaler.run()).isInstanceOf(Step.Wait.class);
      assertThat(cluster.schedule().orElseThrow().content().scheduledTime())
          .isEqualTo(scaler.now.plus(scaler.configuration.checkInterval()));
      assertThat(scaler.told).containsExactly(Reason.SCALE_DOWN_POSTPONED);
    }
    assertThat(cluster.replicas()).isEqualTo(2);
  }

  static Stream<Arguments> rolloutsToWaitFor() {
    return Stream.of(
        argumentSet("no new pod serves", Rollouts.slow()),
        argumentSet("there is no new pod yet", Rollouts.begun()),
        argumentSet("back to an older ReplicaSet, whose pod does not serve", Rollouts.rollback()),
        argumentSet("a new pod serves, the old one is about to go", Rollouts.oneNewServes()),
        argumentSet(
            "the new pod that serves is on a node that goes away",
            Rollouts.oneNewServes().node(Nodes.cordoned("n2"))),
        argumentSet(
            "paused, and no new pod serves", Rollouts.slow().deployment(Rollouts.loose().paused())),
        argumentSet(
            "a new pod serves: one that failed goes on as well",
            Rollouts.oneNewServes().deployment(Rollouts.loose().rolloutFailed())),
        argumentSet(
            "the newest ReplicaSet is not to be seen yet",
            due().deployment(Rollouts.loose().revision(2))));
  }

  @ParameterizedTest
  @MethodSource("rolloutsToWaitFor")
  void aRolloutThatMayTakeTheLastServingPodPostponesIt(Workloads workload) {
    MemoryCluster cluster = MemoryCluster.of(workload.schedule(Schedules.due()));
    Scaler scaler = new Scaler(cluster);
    scaler.run();
    scaler.now = cluster.schedule().orElseThrow().content().scheduledTime();
    scaler.told.clear();
    assertThat(scaler.run()).isInstanceOf(Step.Wait.class);
    Schedule content = cluster.schedule().orElseThrow().content();
    assertThat(content.phase()).isEqualTo(Phase.SURGED);
    assertThat(content.scheduledTime())
        .isEqualTo(scaler.now.plus(scaler.configuration.checkInterval()));
    assertThat(scaler.told).containsExactly(Reason.SCALE_DOWN_POSTPONED);
  }

  static Stream<Arguments> rolloutsNotToWaitFor() {
    return Stream.of(
        argumentSet("it is over", Rollouts.over()),
        argumentSet(
            "it failed for good", Rollouts.slow().deployment(Rollouts.loose().rolloutFailed())),
        argumentSet(
            "it failed for good before there was a new pod",
            Rollouts.begun().deployment(Rollouts.loose().rolloutFailed())),
        argumentSet(
            "paused, and a new pod serves",
            Rollouts.oneNewServes().deployment(Rollouts.loose().paused())),
        argumentSet(
            "none may be unavailable", Rollouts.slow().deployment(Deployments.surgedWeb())));
  }

  @ParameterizedTest
  @MethodSource("rolloutsNotToWaitFor")
  void otherRolloutsDoNot(Workloads workload) {
    assertThat(written(next(workload.schedule(Schedules.due()))).phase()).isEqualTo(Phase.LOWERING);
  }

  static Stream<Arguments> unsettled() {
    return Stream.of(
        argumentSet(
            "the Deployment controller has not acted",
            due().deployment(Deployments.surgedWeb().generation(2, 1))),
        argumentSet(
            "the ReplicaSet controller has not acted",
            due().replicaSets(replicaSet("web-1", 2).generation(2, 1))),
        argumentSet(
            "the ReplicaSet controller takes a Ready pod for one that is not",
            due().replicaSets(replicaSet("web-1", 2).counted(2, 1))),
        argumentSet(
            "the ReplicaSet controller has not seen that one terminates",
            due()
                .pods(pod("web-a").on("n1"), pod("web-b").on("n2").terminating())
                .replicaSets(replicaSet("web-1", 2).counted(2, 2))));
  }

  @ParameterizedTest
  @MethodSource("unsettled")
  void untilTheControllersHaveSeenThePodsAsTheyAreItWaits(Workloads workload) {
    assertThat(next(workload)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void aVictimIsMarkedSomeTimeBeforeItIsTaken() {
    Workloads late =
        due()
            .node(Nodes.cordoned("n1"))
            .schedule(Schedules.due().withCosts(Map.of(uidOf("web-a"), Optional.empty())));
    Schedule postponed = written(next(late));
    assertThat(postponed.phase()).isEqualTo(Phase.SURGED);
    assertThat(postponed.remaining(NOW)).isGreaterThan(BeginLowering.LEAD);
    assertThat(next(late.schedule(postponed)))
        .asInstanceOf(type(Step.Write.class))
        .extracting(Step.Write::write)
        .isInstanceOf(ProtocolWrite.SetDeletionCost.class);
  }

  @Test
  void notWhileAPodHasTheTicket() {
    Schedule releasing = Schedules.due().releasing(uidOf("web-a"));
    assertThat(next(due().schedule(releasing))).isInstanceOf(Step.Wait.class);
  }
}
