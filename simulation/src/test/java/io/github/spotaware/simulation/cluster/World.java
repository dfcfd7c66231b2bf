package io.github.spotaware.simulation.cluster;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.api.EvictionResult;
import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A cluster with the namespace {@code default}, and what tests ask of it. */
final class World {
  static final DeploymentRef WEB = new DeploymentRef("default", "web");

  /** What a test may wait for anything at all, in seconds of virtual time. */
  private static final int PATIENCE = 900;

  final VirtualTime time = new VirtualTime();
  final List<String> lines = new ArrayList<>();
  final Cluster cluster;

  World(long seed, Settings settings) {
    cluster = new Cluster(time, new Chance(seed), Trace.to(time, lines::add), settings);
    cluster.users().createNamespace("default");
  }

  /** A quick and steady cluster with so many nodes: n1, n2, … */
  static World of(int nodes) {
    World world = new World(1, Settings.steady());
    for (int i = 1; i <= nodes; i++) {
      world.cluster.nodes().add("n" + i, 10);
    }
    return world;
  }

  /** Creates it and waits until it is complete. */
  World with(DeploymentSpec spec) {
    cluster.users().create(spec);
    await(() -> complete(spec.ref()));
    return this;
  }

  void seconds(long seconds) {
    time.runUntil(time.nanos() + seconds * VirtualTime.SECOND);
  }

  /** Runs until this holds; it has to within 15 minutes. */
  void await(BooleanSupplier condition) {
    long end = time.nanos() + PATIENCE * VirtualTime.SECOND;
    while (!condition.getAsBoolean()) {
      if (time.nanos() > end || !time.step()) {
        throw new AssertionError("waited in vain:\n" + String.join("\n", lines));
      }
    }
  }

  /** Observed, and all its pods are of its template, available, and as many as it wants. */
  boolean complete(DeploymentRef ref) {
    Deployment deployment = deployment(ref);
    List<Pod> pods = active(ref);
    return deployment.status().observedGeneration() == deployment.meta().generation()
        && pods.size() == deployment.replicas()
        && deployment.status().availableReplicas() == deployment.replicas()
        && deployment.status().updatedReplicas() == deployment.replicas()
        && pods.stream().allMatch(pod -> pod.template().id() == deployment.template().id());
  }

  Deployment deployment(DeploymentRef ref) {
    Deployment deployment = cluster.store().get(Kind.DEPLOYMENT, Key.of(ref));
    if (deployment == null) {
      throw new AssertionError("no Deployment " + ref);
    }
    return deployment;
  }

  List<Pod> active(DeploymentRef ref) {
    return cluster.truth().pods(ref).stream().filter(Pod::active).toList();
  }

  Pod onlyPod(DeploymentRef ref) {
    List<Pod> pods = active(ref);
    if (pods.size() != 1) {
      throw new AssertionError("not one pod: " + pods);
    }
    return pods.getFirst();
  }

  List<Pod> serving(DeploymentRef ref) {
    return cluster.truth().serving(ref, Set.of());
  }

  /** The live version. */
  Pod live(Pod pod) {
    Pod live = cluster.store().get(Kind.POD, pod.meta().key());
    if (live == null) {
      throw new AssertionError("gone: " + pod.meta().key());
    }
    return live;
  }

  boolean gone(Pod pod) {
    return cluster.store().get(Kind.POD, pod.meta().key()) == null;
  }

  /** Evicts and waits for the answer. */
  EvictionResult evict(Pod pod) {
    List<EvictionResult> results = new ArrayList<>();
    cluster
        .evictions()
        .evict(new EvictionRequest(pod.meta().key(), null, false, "test"), results::add);
    await(() -> !results.isEmpty());
    return results.getFirst();
  }
}
