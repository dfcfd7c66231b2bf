package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.kernel.Chance;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed is a run: the same trace each time, and another one for another seed. */
class DeterminismTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aSeedGivesOneTrace(long seed) {
    List<String> trace = trace(seed);
    assertThat(trace).hasSizeGreaterThan(50).isEqualTo(trace(seed)).isNotEqualTo(trace(seed + 1));
  }

  /** Two nodes, a rollout, a drain and an outage, at whatever pace the seed draws. */
  private static List<String> trace(long seed) {
    World world = new World(seed, Settings.drawn(new Chance(seed)));
    world.cluster.nodes().add("n1", 10);
    world.cluster.nodes().add("n2", 10);
    world.cluster.users().create(DeploymentSpec.of("default", "web").replicas(2));
    world.cluster.policies().createService(WEB, "svc");
    world.seconds(60);
    world.cluster.users().rollOut(WEB, 2, false);
    world.seconds(5);
    world.cluster.api().goAway();
    world.seconds(20);
    world.cluster.api().comeBack();
    world.cluster.nodes().cordon("n1");
    world.active(WEB).forEach(world::evict);
    world.cluster.nodes().kill("n2");
    world.seconds(400);
    world.cluster.users().delete(WEB);
    world.seconds(100);
    return world.lines;
  }
}
