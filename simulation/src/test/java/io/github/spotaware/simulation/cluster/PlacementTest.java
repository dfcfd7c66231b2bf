package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.workload.DeploymentState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pods that cannot run side by side. */
class PlacementTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.of("default", "web");

  @Test
  void aHostPortIsUsedOnceANode() {
    World world = World.of(2).with(SPEC.withHostPort());
    world.cluster.users().scale(WEB, 3, "kubectl");
    world.seconds(10);
    assertThat(world.active(WEB)).extracting(Pod::node).containsExactlyInAnyOrder("n1", "n2", null);
  }

  @Test
  void whetherAHostPortHasRoomIsRead() {
    World world = World.of(2).with(SPEC.withHostPort());
    String node = Objects.requireNonNull(world.onlyPod(WEB).node());
    List<io.github.spotaware.workload.PodState> pods = world.cluster.reads().podsOn(node);
    assertThat(world.cluster.reads().hostPortHasRoom(pods, Set.of())).isTrue();
    world.cluster.nodes().cordon(node.equals("n1") ? "n2" : "n1");
    assertThat(world.cluster.reads().hostPortHasRoom(pods, Set.of())).isFalse();
  }

  @Test
  void anExclusiveClaimKeepsTheSecondPodFromStarting() {
    World world = World.of(2);
    world.cluster.users().exclusiveClaims("default", Set.of("data"));
    world.with(SPEC.claims(Set.of("data", "shared")));
    Pod first = world.onlyPod(WEB);
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.seconds(30);
    assertThat(world.active(WEB)).hasSize(2);
    assertThat(world.serving(WEB)).hasSize(1);

    world.evict(first);
    world.await(() -> world.serving(WEB).size() == 1 && world.gone(first));
    DeploymentState deployment = world.cluster.reads().deployment(WEB).orElseThrow();
    assertThat(world.cluster.reads().exclusiveClaims(deployment)).containsExactly("data");
  }
}
