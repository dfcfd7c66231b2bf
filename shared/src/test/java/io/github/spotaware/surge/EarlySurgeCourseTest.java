package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.PodState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole courses of a surge that a node signal started. */
class EarlySurgeCourseTest {
  private static final NodeSignal N = new NodeSignal("n", 0);
  private static final String NEW_NODE = "node-of-web-new-1";

  private MemoryCluster cluster = MemoryCluster.of(workload(pod("web-a").on("n")));
  private Scaler scaler = new Scaler(cluster);

  private void cordon(String node, NodeSignal... signals) {
    cluster.put(Nodes.cordoned(node));
    scaler.signals = Set.of(signals);
  }

  /** Cordons the node, and surges until both pods serve. */
  private void surge() {
    cordon("n", N);
    scaler.run();
    assertThat(phase()).isEqualTo(Phase.SURGED);
    assertThat(cluster.replicas()).isEqualTo(2);
    cluster.controllersAct();
    podsStart();
  }

  /** Pending pods serve, terminating ones are gone, and the controllers have seen it. */
  private void podsStart() {
    cluster.kubeletsAct(scaler.now);
    cluster.controllersAct();
  }

  private Phase phase() {
    return schedule().phase();
  }

  private Schedule schedule() {
    return cluster.schedule().orElseThrow().content();
  }

  private List<String> active() {
    return cluster.pods().stream().filter(PodState::active).map(PodState::name).toList();
  }

  private void lower() {
    scaler.now = schedule().scheduledTime();
    scaler.run();
    if (cluster.replicas() == 2) {
      assertThat(phase()).as("a mark has its lead").isEqualTo(Phase.LOWERING);
      scaler.now = schedule().scheduledTime();
      scaler.run();
    }
    cluster.controllersAct();
    scaler.run();
    podsStart();
  }

  @Test
  void whenNothingIsEvictedThePodOnTheCordonedNodeIsTheOneThatGoes() {
    surge();
    assertThat(cluster.marked()).containsExactly("web-a");
    lower();
    assertThat(active()).containsExactly("web-new-1");
    assertThat(cluster.schedule()).isEmpty();
    assertThat(cluster.marked()).isEmpty();
    assertThat(scaler.told)
        .containsExactly(Reason.NODE_DISRUPTED, Reason.SCALED_UP, Reason.SCALED_DOWN);
  }

  @Test
  void afterItTheNodeThatIsStillCordonedStartsNoOther() {
    surge();
    lower();
    for (int hour = 0; hour < 5; hour++) {
      scaler.now = scaler.now.plus(Duration.ofHours(1));
      assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    }
    assertThat(cluster.replicas()).isEqualTo(1);
  }

  @Test
  void cordonedForHoursWithNowhereToGoIsOnePendingPod() {
    cordon("n", N);
    scaler.run();
    cluster.controllersAct();
    for (int hour = 0; hour < 5; hour++) {
      scaler.now = scaler.now.plus(Duration.ofHours(1));
      assertThat(scaler.run()).isInstanceOf(Step.Wait.class);
      cluster.controllersAct();
      assertThat(phase()).isEqualTo(Phase.SURGED);
      assertThat(active()).containsExactly("web-a", "web-new-1");
    }
    assertThat(scaler.told).containsOnlyOnce(Reason.SCALED_UP);
    assertThat(scaler.told).doesNotContain(Reason.SCALED_DOWN);
    podsStart();
    lower();
    assertThat(active()).containsExactly("web-new-1");
  }

  @Test
  void anUncordonedNodeWithNowhereToGoIsUndoneWhenDue() {
    cordon("n", N);
    scaler.run();
    cluster.controllersAct();
    cluster.put(Nodes.staying("n"));
    scaler.signals = Set.of();
    scaler.now = schedule().scheduledTime();
    assertThat(scaler.run()).as("its mark is taken away first").isInstanceOf(Step.Wait.class);
    assertThat(cluster.marked()).isEmpty();
    lower();
    assertThat(active()).containsExactly("web-a");
    assertThat(cluster.marked()).isEmpty();
    assertThat(cluster.schedule()).isEmpty();
  }

  @Test
  void theReplacementsOwnNodeDoomedTooPostponesTheScaleDown() {
    surge();
    scaler.now = scaler.now.plusSeconds(100);
    cordon(NEW_NODE, N, new NodeSignal(NEW_NODE, 100));
    scaler.run();
    assertThat(schedule().scheduledTime())
        .isEqualTo(scaler.now.plus(scaler.configuration.scaleDownDelay()));
    assertThat(cluster.marked()).containsExactly("web-a", "web-new-1");
    scaler.now = schedule().scheduledTime();
    assertThat(scaler.run()).isInstanceOf(Step.Wait.class);
    assertThat(cluster.replicas()).as("neither serves on a node that stays").isEqualTo(2);
  }

  @Test
  void bothPodsOnDoomedNodesAreReplacedOneAfterTheOther() {
    surge();
    cordon(NEW_NODE, N, new NodeSignal(NEW_NODE, 100));
    scaler.run();
    cluster.delete(uidOf("web-a"));
    cluster.controllersAct();
    podsStart();
    assertThat(active()).containsExactly("web-new-1", "web-new-2");
    lower();
    assertThat(active()).containsExactly("web-new-2");
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
  }

  @Test
  void aNewInterruptionDuringTheDelayMovesTheMarkToThePodThatGoes() {
    surge();
    cluster.delete(uidOf("web-a"));
    cluster.controllersAct();
    podsStart();
    scaler.now = scaler.now.plusSeconds(299);
    cordon(NEW_NODE, N, new NodeSignal(NEW_NODE, 299));
    scaler.run();
    assertThat(schedule().scheduledTime())
        .isEqualTo(scaler.now.plus(scaler.configuration.scaleDownDelay()));
    assertThat(cluster.marked()).containsExactly("web-new-1");
    lower();
    assertThat(active()).containsExactly("web-new-2");
  }

  @Test
  void aDisruptionWhileItIsLoweredWaitsAndThenStartsAnew() {
    surge();
    scaler.now = schedule().scheduledTime();
    scaler.run(1);
    assertThat(phase()).isEqualTo(Phase.LOWERING);
    cordon(NEW_NODE, N, new NodeSignal(NEW_NODE, 300));
    scaler.run();
    assertThat(cluster.replicas()).isEqualTo(1);
    cluster.controllersAct();
    scaler.run();
    assertThat(phase()).as("of another surge").isEqualTo(Phase.SURGED);
    assertThat(cluster.replicas()).isEqualTo(2);
    assertThat(scaler.told.stream().filter(Reason.SCALED_UP::equals)).hasSize(2);
  }

  @Test
  void whatTheOwnerSetsBackIsNotSurgedAgainByTheSameSignal() {
    surge();
    cluster.writeReplicas(1, "argocd");
    cluster.controllersAct();
    for (int pass = 0; pass < 5; pass++) {
      scaler.now = scaler.now.plusSeconds(30);
      assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    }
    assertThat(cluster.replicas()).isEqualTo(1);
    assertThat(cluster.schedule()).isEmpty();
    assertThat(scaler.told).containsOnlyOnce(Reason.SCALED_UP);
  }

  @Test
  void theNextSignalSurgesItAgainUntilItWasSetBackThreeTimes() {
    for (int signal = 0; signal < 5; signal++) {
      scaler.now = scaler.now.plusSeconds(30);
      cordon("n", new NodeSignal("n", signal));
      scaler.run();
      cluster.controllersAct();
      if (cluster.replicas() == 2) {
        cluster.writeReplicas(1, "argocd");
        scaler.run();
        cluster.controllersAct();
        podsStart();
        cluster.put(Nodes.staying("n"));
      }
    }
    assertThat(scaler.told.stream().filter(Reason.SCALED_UP::equals)).hasSize(3);
    assertThat(scaler.told).contains(Reason.NOT_SURGEABLE);
    assertThat(cluster.replicas()).isEqualTo(1);
  }

  @Test
  void whatCannotSurgeIsToldOncePerDisruption() {
    cluster =
        MemoryCluster.of(workload(pod("web-a").on("n")).deployment(Deployments.web().recreate()));
    scaler = new Scaler(cluster);
    for (int signal = 0; signal < 2; signal++) {
      cordon("n", new NodeSignal("n", signal));
      for (int pass = 0; pass < 5; pass++) {
        scaler.run();
      }
    }
    assertThat(scaler.told).containsExactly(Reason.NOT_SURGEABLE, Reason.NOT_SURGEABLE);
  }

  @Test
  void enteringTheScopeSurgesWhatIsDisruptedAlready() {
    scaler.configuration =
        scaler.configuration.toBuilder()
            .namespaceMode(NamespaceMode.WHITELIST)
            .targetNamespaces(Set.of("other"))
            .build();
    cordon("n", N);
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    scaler.configuration =
        scaler.configuration.toBuilder().targetNamespaces(Set.of(Workloads.NAMESPACE)).build();
    scaler.run();
    assertThat(phase()).isEqualTo(Phase.SURGED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"RAISING", "SURGED", "LOWERING"})
  void leavingTheScopeEndsAsItWouldHaveEndedAndStartsNoOther(Phase phase) {
    cordon("n", N);
    scaler.run(1);
    if (phase != Phase.RAISING) {
      scaler.run();
      cluster.controllersAct();
      podsStart();
    }
    if (phase == Phase.LOWERING) {
      scaler.now = schedule().scheduledTime();
      scaler.run(1);
    }
    assertThat(phase()).isEqualTo(phase);
    scaler.configuration =
        scaler.configuration.toBuilder()
            .namespaceMode(NamespaceMode.BLACKLIST)
            .targetNamespaces(Set.of(Workloads.NAMESPACE))
            .build();
    scaler.run();
    cluster.controllersAct();
    podsStart();
    scaler.run();
    if (cluster.schedule().isPresent()) {
      lower();
    }
    assertThat(cluster.schedule()).isEmpty();
    assertThat(cluster.replicas()).isEqualTo(1);
    assertThat(active()).containsExactly("web-new-1");
    cordon("node-of-web-new-1", N, new NodeSignal("node-of-web-new-1", 9));
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    assertThat(NOW).isBefore(scaler.now);
  }
}
