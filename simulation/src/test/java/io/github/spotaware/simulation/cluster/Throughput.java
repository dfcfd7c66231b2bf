package io.github.spotaware.simulation.cluster;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * Prints how fast the model alone runs: {@code Throughput [SEEDS]}. Each seed is a cluster of three
 * nodes and two Deployments with Services, a budget and an HPA, and ten minutes in which something
 * is done to it every five seconds.
 */
final class Throughput {
  private static final List<DeploymentRef> REFS =
      List.of(new DeploymentRef("default", "a"), new DeploymentRef("default", "b"));
  private static final int OPERATIONS = 120;
  private static final int MILLIS_BETWEEN = 5_000;

  private Throughput() {}

  public static void main(String[] arguments) {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
    for (int round = 0; round < 3; round++) {
      long begin = cpuNanos();
      long steps = 0;
      long writes = 0;
      for (int seed = 0; seed < seeds; seed++) {
        Cluster cluster = run(seed);
        steps += cluster.time().steps();
        writes += cluster.store().writes();
      }
      double millis = (cpuNanos() - begin) / 1e6;
      System.out.printf(
          Locale.ROOT,
          "%d seeds: %.3f ms of CPU a seed, %d steps and %d writes a seed, %.0f steps a second%n",
          seeds,
          millis / seeds,
          steps / seeds,
          writes / seeds,
          steps / millis * 1_000);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** One run. */
  static Cluster run(long seed) {
    Chance chance = new Chance(seed);
    VirtualTime time = new VirtualTime();
    Cluster cluster = new Cluster(time, chance, Trace.OFF, Settings.drawn(chance));
    cluster.users().createNamespace("default");
    for (int i = 0; i < 3; i++) {
      cluster.nodes().add("n" + i, 10);
    }
    for (DeploymentRef ref : REFS) {
      cluster.users().create(DeploymentSpec.of(ref.namespace(), ref.name()));
      cluster.policies().createService(ref, ref.name());
    }
    cluster.policies().createBudget(REFS.get(0), "a", 1, DisruptionBudget.UNSET, true);
    cluster.policies().createAutoscaler(REFS.get(1), "b", 1, 3);
    for (int i = 1; i <= OPERATIONS; i++) {
      time.runUntil((long) i * MILLIS_BETWEEN * 1_000_000);
      operate(cluster, chance, i);
    }
    return cluster;
  }

  private static void operate(Cluster cluster, Chance chance, int count) {
    DeploymentRef ref = chance.pick(REFS);
    String node = "n" + chance.below(3);
    switch (chance.below(6)) {
      case 0 -> cluster.users().scale(ref, 1 + chance.below(2), "kubectl");
      case 1 -> cluster.users().rollOut(ref, 1 + count % 4, false);
      case 2 -> cluster.nodes().cordon(node);
      case 3 -> cluster.nodes().uncordon(node);
      default -> evictAny(cluster, chance);
    }
  }

  private static void evictAny(Cluster cluster, Chance chance) {
    List<Pod> pods = cluster.store().list(Kind.POD);
    if (!pods.isEmpty()) {
      cluster
          .evictions()
          .evict(
              new EvictionRequest(chance.pick(pods).meta().key(), null, false, "drain"),
              result -> {});
    }
  }
}
