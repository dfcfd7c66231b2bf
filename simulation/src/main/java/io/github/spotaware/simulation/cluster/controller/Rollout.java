package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a Deployment: it and its ReplicaSets as the cache showed them, and as this pass has
 * written them since (deployment/sync.go and deployment_util.go).
 */
final class Rollout {
  static final Comparator<ReplicaSet> OLDEST_FIRST =
      Comparator.<ReplicaSet>comparingLong(set -> set.meta().created())
          .thenComparing(set -> set.meta().name());

  private final Store store;
  Deployment deployment;

  /** The ReplicaSet of the Deployment's template; null while there is none. */
  @Nullable ReplicaSet newest;

  final List<ReplicaSet> olds = new ArrayList<>();

  /** A write met a conflict: the pass ends, and is tried again on a newer cache. */
  boolean failed;

  Rollout(Store store, Deployment deployment, List<ReplicaSet> owned) {
    this.store = store;
    this.deployment = deployment;
    owned.sort(OLDEST_FIRST);
    for (ReplicaSet set : owned) {
      if (newest == null && set.template().id() == deployment.template().id()) {
        newest = set;
      } else {
        olds.add(set);
      }
    }
  }

  List<ReplicaSet> all() {
    List<ReplicaSet> all = new ArrayList<>(olds);
    if (newest != null) {
      all.add(newest);
    }
    return all;
  }

  /** Those that want pods. */
  static List<ReplicaSet> active(List<ReplicaSet> sets) {
    List<ReplicaSet> active = new ArrayList<>();
    for (ReplicaSet set : sets) {
      if (set.replicas() > 0) {
        active.add(set);
      }
    }
    return active;
  }

  static int wanted(List<ReplicaSet> sets) {
    int wanted = 0;
    for (ReplicaSet set : sets) {
      wanted += set.replicas();
    }
    return wanted;
  }

  static int available(List<ReplicaSet> sets) {
    int available = 0;
    for (ReplicaSet set : sets) {
      available += set.status().availableReplicas();
    }
    return available;
  }

  int maxSurge() {
    return deployment.strategy().maxSurge(deployment.replicas());
  }

  /**
   * Sets the size of a ReplicaSet, and with it what its Deployment wanted then.
   *
   * @return whether the size changed
   */
  boolean scale(ReplicaSet set, int replicas) {
    if (failed) {
      return false;
    }
    int wanted = deployment.replicas();
    ReplicaSet next = set.scaled(replicas, wanted, wanted + maxSurge());
    if (next.equals(set)) {
      return false;
    }
    return replace(set, next) && replicas != set.replicas();
  }

  /** Writes the next version of a ReplicaSet of this pass. */
  boolean replace(ReplicaSet set, ReplicaSet next) {
    ReplicaSet stored = store.replace(next);
    if (stored == null) {
      failed = true;
      return false;
    }
    if (newest != null && newest.meta().uid().equals(set.meta().uid())) {
      newest = stored;
    }
    olds.replaceAll(old -> old.meta().uid().equals(set.meta().uid()) ? stored : old);
    return true;
  }

  /** How many pods the ReplicaSet of a template may have in a step of a rollout. */
  int newReplicas(int present, List<ReplicaSet> all) {
    int wanted = deployment.replicas();
    if (deployment.strategy().recreate()) {
      return wanted;
    }
    int room = wanted + maxSurge() - wanted(all);
    return room <= 0 ? present : present + Math.min(room, wanted - present);
  }
}
