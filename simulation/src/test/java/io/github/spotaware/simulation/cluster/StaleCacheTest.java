package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.DeletionCosts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Controllers that act on what they saw some time ago. */
class StaleCacheTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.of("default", "web");

  private static World slow(Component component, long lagMillis) {
    Settings settings =
        Settings.steady().pace(component, Pace.fixedMillis(lagMillis), Pace.fixedMillis(1));
    World world = new World(1, settings);
    world.cluster.nodes().add("n1", 10);
    world.cluster.nodes().add("n2", 10);
    return world;
  }

  /** The ReplicaSet controller's watches lag much, and each by itself. */
  private static World uneven(long seed) {
    Settings settings = Settings.steady();
    settings.pace(
        Component.REPLICA_SET_CONTROLLER, Pace.ofMillis(1, 2_000, 8_000), Pace.fixedMillis(1));
    World world = new World(seed, settings);
    world.cluster.nodes().add("n1", 10);
    return world;
  }

  private static ReplicaSet onlySet(World world) {
    return world.cluster.store().list(Kind.REPLICA_SET).getFirst();
  }

  /** Its watch of ReplicaSets is ahead of its watch of pods: it has to remember what it made. */
  @Test
  void aReplicaSetIsNotFilledTwice() {
    for (long seed = 0; seed < 40; seed++) {
      World world = uneven(seed);
      world.cluster.users().create(SPEC);
      for (int second = 0; second < 90; second++) {
        world.seconds(1);
        int wanted = Math.min(5, 1 + second / 2);
        world.cluster.users().scale(WEB, wanted, "kubectl");
        assertThat(world.active(WEB)).as("seed %d", seed).hasSizeLessThanOrEqualTo(wanted);
      }
      assertThat(world.serving(WEB)).hasSize(5);
    }
  }

  /**
   * "Observed" says that the controller saw the spec, not that it has deleted the surplus: its
   * watch of pods may be behind its watch of ReplicaSets.
   */
  @Test
  void aSetMayBeObservedWithASurplus() {
    int seen = 0;
    for (long seed = 0; seed < 40; seed++) {
      World world = uneven(seed).with(SPEC);
      world.cluster.users().scale(WEB, 2, "kubectl");
      world.await(() -> world.active(WEB).size() == 2);
      world.cluster.users().scale(WEB, 1, "kubectl");
      world.await(() ->
          onlySet(world).replicas() == 1
              && onlySet(world).status().observedGeneration()
                  == onlySet(world).meta().generation());
      seen += world.active(WEB).size() == 2 ? 1 : 0;
      world.await(() -> world.complete(WEB));
    }
    assertThat(seen).isPositive();
  }

  /** The costs were set when the count was lowered, but the controller has not seen them. */
  @Test
  void aDeletionCostSetLateIsNotSeen() {
    World world = slow(Component.REPLICA_SET_CONTROLLER, 1_000);
    world.with(SPEC);
    Pod old = world.onlyPod(WEB);
    world.seconds(600);
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.await(() -> world.serving(WEB).size() == 2);
    world.seconds(10);

    world.cluster.users().scale(WEB, 1, "kubectl");
    world.await(() -> onlySet(world).replicas() == 1);
    world.time.runFor(Duration.ofMillis(500));
    world
        .cluster
        .users()
        .annotatePod("default", old.meta().name(), DeletionCosts.ANNOTATION, "-100");
    world.await(() -> world.active(WEB).size() == 1);

    assertThat(world.onlyPod(WEB).meta().uid()).isEqualTo(old.meta().uid());
  }

  @Test
  void aSleepingControllerDoesNothingAndThenCatchesUp() {
    World world = World.of(2).with(SPEC);
    world.cluster.controller(Component.DEPLOYMENT_CONTROLLER).sleep(30 * VirtualTime.SECOND);
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.seconds(29);
    assertThat(world.active(WEB)).hasSize(1);
    assertThat(world.cluster.reads().deployment(WEB).orElseThrow().observed()).isFalse();
    world.await(() -> world.complete(WEB));
  }

  @Test
  void nobodyActsWhileTheServerIsAway() {
    World world = World.of(2).with(SPEC);
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.cluster.api().goAway();
    long writes = world.cluster.store().writes();
    world.seconds(120);
    assertThat(world.cluster.store().writes()).isEqualTo(writes);
    world.cluster.api().comeBack();
    world.await(() -> world.complete(WEB));
  }
}
