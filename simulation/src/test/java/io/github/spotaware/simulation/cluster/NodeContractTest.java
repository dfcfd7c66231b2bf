package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.PodPhase;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.workload.NodeHealth;
import io.github.spotaware.workload.NodeState;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes that are cordoned, tainted, killed and deleted, and what becomes of their pods. */
class NodeContractTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.of("default", "web");

  private final World world = World.of(2).with(SPEC);
  private final Pod pod = world.onlyPod(WEB);
  private final String node = Objects.requireNonNull(pod.node());
  private final String other = node.equals("n1") ? "n2" : "n1";

  private NodeState state(String name) {
    return world.cluster.reads().node(name).orElseThrow();
  }

  private Pod second() {
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.await(() -> world.active(WEB).size() == 2);
    world.seconds(5);
    return world.active(WEB).stream()
        .filter(p -> !p.meta().uid().equals(pod.meta().uid()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingIsPutOnACordonedNode() {
    world.cluster.nodes().cordon(other);
    assertThat(second().node()).isEqualTo(node);
    assertThat(state(other).health(Set.of())).isEqualTo(NodeHealth.LEAVING);
  }

  @Test
  void aPodWithNowhereToGoIsPutSomewhereOnceThereIsRoom() {
    world.cluster.nodes().cordon(node);
    world.cluster.nodes().taint(other, "karpenter.sh/disrupted", Taint.Effect.NO_SCHEDULE);
    Pod waiting = second();
    assertThat(waiting.node()).isNull();

    world.cluster.nodes().untaint(other, "karpenter.sh/disrupted");
    world.await(() -> world.serving(WEB).size() == 2);
    assertThat(world.live(waiting).node()).isEqualTo(other);
  }

  @Test
  void aFullNodeTakesNoMore() {
    world.cluster.nodes().cordon(node);
    world.cluster.nodes().remove(other);
    world.cluster.nodes().add("small", 1);
    world.cluster.users().scale(WEB, 3, "kubectl");
    world.seconds(10);
    assertThat(world.active(WEB)).extracting(Pod::node).contains("small").containsNull();
  }

  @Test
  void aKilledNodesPodServesOnPaperUntilTheNodeIsMarked() {
    world.cluster.nodes().kill(node);
    world.seconds(30);
    assertThat(world.serving(WEB)).hasSize(1);

    world.seconds(30);
    assertThat(state(node).health(Set.of())).isEqualTo(NodeHealth.DEAD);
    assertThat(state(node).taintKeys()).contains(Taint.UNREACHABLE);
    assertThat(world.serving(WEB)).isEmpty();
    assertThat(world.live(pod).ready()).isFalse();
    assertThat(world.live(pod).active()).isTrue();
  }

  @Test
  void itsPodsAreDeletedAfterTheTolerationAndTerminateForEver() {
    world.cluster.nodes().kill(node);
    world.await(() -> world.live(pod).meta().terminating());
    world.await(() -> world.serving(WEB).size() == 1);
    world.seconds(3_600);
    assertThat(world.live(pod).meta().terminating()).isTrue();

    world.cluster.nodes().remove(node);
    world.await(() -> world.gone(pod));
  }

  @Test
  void outOfServiceEndsTheirTerminatingToo() {
    world.cluster.nodes().kill(node);
    world.await(() -> world.live(pod).meta().terminating());
    world.cluster.nodes().taint(node, Taint.OUT_OF_SERVICE, Taint.Effect.NO_EXECUTE);
    world.await(() -> world.gone(pod));
  }

  @Test
  void aNodeThatComesBackInTimeKeepsItsPod() {
    world.cluster.nodes().kill(node);
    world.seconds(120);
    world.cluster.nodes().revive(node);
    world.await(() -> world.serving(WEB).size() == 1);

    assertThat(world.onlyPod(WEB).meta().uid()).isEqualTo(pod.meta().uid());
    assertThat(world.onlyPod(WEB).restarts()).isEqualTo(1);
    assertThat(state(node).taintKeys()).isEmpty();
    world.seconds(600);
    assertThat(world.live(pod).active()).isTrue();
  }

  @Test
  void theKubeletOfAKilledNodeRemovesNothing() {
    world.cluster.nodes().kill(node);
    world.cluster.users().deletePod("default", pod.meta().name());
    world.seconds(100);
    assertThat(world.live(pod).meta().terminating()).isTrue();
  }

  @Test
  void aNoExecuteTaintDeletesPodsAtOnce() {
    world.cluster.nodes().taint(node, "some/taint", Taint.Effect.NO_EXECUTE);
    world.await(() -> world.gone(pod));
    world.await(() -> world.serving(WEB).size() == 1);
    assertThat(world.onlyPod(WEB).node()).isEqualTo(other);
  }

  @Test
  void podsOfADeletedNodeAreCollected() {
    world.cluster.nodes().remove(node);
    assertThat(world.serving(WEB)).isEmpty();
    world.await(() -> world.gone(pod));
    world.await(() -> world.serving(WEB).size() == 1);
  }

  @Test
  void aTerminatingNodeIsLeaving() {
    world.cluster.nodes().beginDeletion(node);
    assertThat(state(node).health(Set.of())).isEqualTo(NodeHealth.LEAVING);
    assertThat(world.serving(WEB)).hasSize(1);
  }

  @Test
  void aCrashedPodComesBackReady() {
    world.cluster.kubelets().crash(pod.meta().key());
    assertThat(world.serving(WEB)).isEmpty();
    world.await(() -> world.serving(WEB).size() == 1);
    assertThat(world.live(pod).restarts()).isEqualTo(1);
  }

  @Test
  void aPodThatEndsIsReplaced() {
    world.cluster.kubelets().finish(pod.meta().key());
    assertThat(world.live(pod).phase()).isEqualTo(PodPhase.FAILED);
    world.await(() -> world.serving(WEB).size() == 1);
    assertThat(world.onlyPod(WEB).meta().uid()).isNotEqualTo(pod.meta().uid());
  }
}
