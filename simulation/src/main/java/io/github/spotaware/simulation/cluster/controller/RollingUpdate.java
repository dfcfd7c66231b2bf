package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a rollout (deployment/rolling.go and recreate.go): the new ReplicaSet grows as far as
 * maxSurge lets it; the old ones shrink as far as maxUnavailable does, those pods first that are
 * not available.
 */
final class RollingUpdate {
  private RollingUpdate() {}

  /** The new ReplicaSet takes a step; whether its size changed. */
  static boolean growNew(Rollout rollout) {
    ReplicaSet newest = rollout.newest;
    if (newest == null || newest.replicas() == rollout.deployment.replicas()) {
      return false;
    }
    int wanted = rollout.deployment.replicas();
    if (newest.replicas() > wanted) {
      return rollout.scale(newest, wanted);
    }
    return rollout.scale(newest, rollout.newReplicas(newest.replicas(), rollout.all()));
  }

  /** The old ReplicaSets take a step; whether a size changed. */
  static boolean shrinkOld(Rollout rollout) {
    int oldPods = Rollout.wanted(rollout.olds);
    ReplicaSet newest = rollout.newest;
    if (oldPods == 0 || newest == null) {
      return false;
    }
    int wanted = rollout.deployment.replicas();
    int minAvailable = wanted - rollout.deployment.strategy().maxUnavailable(wanted);
    int newUnavailable = newest.replicas() - newest.status().availableReplicas();
    int mayGo = oldPods + newest.replicas() - minAvailable - newUnavailable;
    if (mayGo <= 0) {
      return false;
    }
    int cleaned = cleanUpUnavailable(rollout, mayGo);
    return shrinkAvailable(rollout, minAvailable) + cleaned > 0;
  }

  private static int cleanUpUnavailable(Rollout rollout, int most) {
    int gone = 0;
    for (ReplicaSet old : new ArrayList<>(rollout.olds)) {
      int unavailable = old.replicas() - old.status().availableReplicas();
      if (gone < most && old.replicas() > 0 && unavailable > 0) {
        int go = Math.min(most - gone, unavailable);
        rollout.scale(old, old.replicas() - go);
        gone += go;
      }
    }
    return gone;
  }

  private static int shrinkAvailable(Rollout rollout, int minAvailable) {
    int mayGo = Rollout.available(rollout.all()) - minAvailable;
    int gone = 0;
    for (ReplicaSet old : new ArrayList<>(rollout.olds)) {
      if (gone < mayGo && old.replicas() > 0) {
        int go = Math.min(old.replicas(), mayGo - gone);
        rollout.scale(old, old.replicas() - go);
        gone += go;
      }
    }
    return gone;
  }

  /** Recreate: the old ones go to zero first; whether a size changed. */
  static boolean stopOld(Rollout rollout) {
    boolean stopped = false;
    for (ReplicaSet old : Rollout.active(rollout.olds)) {
      stopped |= rollout.scale(old, 0);
    }
    return stopped;
  }

  /** The Deployment's count has changed since a ReplicaSet was last given its size. */
  static boolean isScaling(Rollout rollout) {
    for (ReplicaSet set : Rollout.active(rollout.all())) {
      if (set.desiredReplicas() != rollout.deployment.replicas()) {
        return true;
      }
    }
    return false;
  }

  /** Hands a changed count on to the ReplicaSets (deployment/sync.go, scale). */
  static void scale(Rollout rollout) {
    ReplicaSet only = activeOrLatest(rollout);
    int wanted = rollout.deployment.replicas();
    if (only != null) {
      if (only.replicas() != wanted) {
        rollout.scale(only, wanted);
      }
      return;
    }
    if (isSaturated(rollout)) {
      for (ReplicaSet old : Rollout.active(rollout.olds)) {
        rollout.scale(old, 0);
      }
    } else if (!rollout.deployment.strategy().recreate()) {
      scaleInProportion(rollout);
    }
  }

  /** The one that wants pods, or the newest if none does; null if several do. */
  private static @Nullable ReplicaSet activeOrLatest(Rollout rollout) {
    List<ReplicaSet> active = Rollout.active(rollout.all());
    if (active.isEmpty()) {
      return rollout.newest != null
          ? rollout.newest
          : rollout.olds.isEmpty() ? null : rollout.olds.getLast();
    }
    return active.size() == 1 ? active.getFirst() : null;
  }

  private static boolean isSaturated(Rollout rollout) {
    ReplicaSet newest = rollout.newest;
    int wanted = rollout.deployment.replicas();
    return newest != null
        && newest.replicas() == wanted
        && newest.desiredReplicas() == wanted
        && newest.status().availableReplicas() == wanted;
  }

  /** The middle of a rollout: each keeps its share, and the largest gets what rounding leaves. */
  private static void scaleInProportion(Rollout rollout) {
    List<ReplicaSet> active = Rollout.active(rollout.all());
    int wanted = rollout.deployment.replicas();
    int allowed = wanted > 0 ? wanted + rollout.maxSurge() : 0;
    int toAdd = allowed - Rollout.wanted(active);
    active.sort((a, b) -> bySize(a, b, toAdd > 0));
    int[] sizes = new int[active.size()];
    int added = 0;
    for (int i = 0; i < sizes.length; i++) {
      ReplicaSet set = active.get(i);
      int change = toAdd == 0 ? 0 : share(rollout, set, toAdd - added);
      sizes[i] = set.replicas() + change;
      added += change;
    }
    if (sizes.length > 0) {
      sizes[0] = Math.max(0, sizes[0] + toAdd - added);
    }
    for (int i = 0; i < sizes.length; i++) {
      rollout.scale(active.get(i), sizes[i]);
    }
  }

  private static int bySize(ReplicaSet a, ReplicaSet b, boolean newerFirst) {
    if (a.replicas() != b.replicas()) {
      return Integer.compare(b.replicas(), a.replicas());
    }
    return newerFirst ? Rollout.OLDEST_FIRST.compare(b, a) : Rollout.OLDEST_FIRST.compare(a, b);
  }

  private static int share(Rollout rollout, ReplicaSet set, int left) {
    int wanted = rollout.deployment.replicas();
    int before = set.maxReplicas() > 0 ? set.maxReplicas() : rollout.deployment.status().replicas();
    int size =
        wanted == 0 || before == 0
            ? 0
            : (int) Math.round((double) set.replicas() * (wanted + rollout.maxSurge()) / before);
    int change = size - set.replicas();
    return left > 0 ? Math.min(change, left) : Math.max(change, left);
  }
}
