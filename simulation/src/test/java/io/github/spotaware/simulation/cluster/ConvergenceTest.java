package io.github.spotaware.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.controller.PodLife;
import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is done to a cluster, once it is left alone it comes to rest where its users want it.
 */
class ConvergenceTest {
  private static final int SEEDS = 100;
  private static final int OPERATIONS = 60;
  private static final List<DeploymentRef> REFS =
      List.of(new DeploymentRef("default", "a"), new DeploymentRef("default", "b"));
  private static final List<String> NODES = List.of("n0", "n1", "n2");

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000, 2_000, 3_000})
  void everythingComesToRest(long first) {
    for (long seed = first; seed < first + SEEDS; seed++) {
      Chance chance = new Chance(seed);
      Settings settings = Settings.drawn(chance);
      settings.podLife(
          new PodLife(
              settings.podLife().start(),
              settings.podLife().ready(),
              settings.podLife().stop(),
              0,
              settings.podLife().crashOneIn(),
              0));
      World world = new World(seed, settings);
      NODES.forEach(node -> world.cluster.nodes().add(node, 20));
      for (DeploymentRef ref : REFS) {
        world.cluster.users().create(DeploymentSpec.of(ref.namespace(), ref.name()));
        world.cluster.policies().createService(ref, ref.name());
        world.cluster.policies().createBudget(ref, ref.name(), 0, -1, true);
      }
      for (int i = 0; i < OPERATIONS; i++) {
        world.time.runUntil(world.time.nanos() + chance.between(0, 20 * VirtualTime.SECOND));
        operate(world, chance);
      }
      restore(world);
      world.seconds(1_800);
      for (DeploymentRef ref : REFS) {
        assertAtRest(world, ref, seed);
      }
    }
  }

  private static void operate(World world, Chance chance) {
    Cluster cluster = world.cluster;
    DeploymentRef ref = chance.pick(REFS);
    String node = chance.pick(NODES);
    switch (chance.below(16)) {
      case 0, 1 -> cluster.users().scale(ref, chance.below(4), "kubectl");
      case 2, 3 -> cluster.users().rollOut(ref, 1 + chance.below(5), chance.oneIn(3));
      case 4 -> cluster.nodes().cordon(node);
      case 5 -> cluster.nodes().uncordon(node);
      case 6 -> cluster.nodes().kill(node);
      case 7 -> cluster.nodes().revive(node);
      case 8 -> cluster.nodes().remove(node);
      case 9 -> cluster.nodes().add(node, 20);
      case 10 -> cluster.nodes().taint(node, "some/taint", Taint.Effect.NO_EXECUTE);
      case 11 -> cluster.nodes().untaint(node, "some/taint");
      case 12 -> again(world, ref, chance);
      case 13 -> cluster.users().quota("default", chance.below(5) - 1);
      case 14 ->
          cluster
              .controller(chance.pick(Component.ofKubernetes()))
              .sleep(chance.between(0, 60 * VirtualTime.SECOND));
      default -> disturb(cluster, chance);
    }
  }

  private static void again(World world, DeploymentRef ref, Chance chance) {
    if (chance.oneIn(2)) {
      world.cluster.users().delete(ref);
    }
    world.cluster.users().create(DeploymentSpec.of(ref.namespace(), ref.name()));
  }

  private static void disturb(Cluster cluster, Chance chance) {
    switch (chance.below(4)) {
      case 0 -> cluster.api().goAway();
      case 1 -> cluster.store().compact();
      case 2 -> cluster.watches().disconnect(chance.pick(Component.ofKubernetes()).text());
      default -> cluster.api().comeBack();
    }
  }

  /** Nodes, quota and server are well again, and each Deployment is there. */
  private static void restore(World world) {
    Cluster cluster = world.cluster;
    cluster.api().comeBack();
    cluster.users().quota("default", -1);
    for (String node : NODES) {
      cluster.nodes().add(node, 20);
      cluster.nodes().revive(node);
      cluster.nodes().uncordon(node);
      cluster.nodes().untaint(node, "some/taint");
    }
    for (DeploymentRef ref : REFS) {
      cluster.users().create(DeploymentSpec.of(ref.namespace(), ref.name()));
      cluster.users().rollOut(ref, 9, false);
    }
  }

  private static void assertAtRest(World world, DeploymentRef ref, long seed) {
    Deployment deployment = world.deployment(ref);
    assertThat(world.complete(ref))
        .as(
            "seed %d: %s is complete: %s; %s",
            seed, ref, deployment.summary(), world.cluster.truth().pods(ref))
        .isTrue();
    assertThat(world.serving(ref)).as("seed %d: serving", seed).hasSize(deployment.replicas());
    assertThat(world.cluster.truth().pods(ref))
        .as("seed %d: pods that are left over", seed)
        .hasSize(deployment.replicas());
    assertThat(world.cluster.store().list(Kind.REPLICA_SET))
        .as("seed %d: every ReplicaSet has its Deployment", seed)
        .allMatch(set -> REFS.stream().anyMatch(r -> ownedBy(set.meta(), world.deployment(r))));
    assertThat(world.cluster.store().list(Kind.POD))
        .as("seed %d: all pods", seed)
        .hasSize(REFS.stream().mapToInt(r -> world.deployment(r).replicas()).sum());
    assertThat(world.cluster.store().list(Kind.DISRUPTION_BUDGET))
        .as("seed %d: budgets", seed)
        .allMatch(budget -> budget.status().disruptedPods().isEmpty());
  }

  private static boolean ownedBy(Meta meta, Deployment deployment) {
    return meta.ownedBy(deployment.meta().uid());
  }
}
