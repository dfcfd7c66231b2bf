package io.github.spotaware.simulation.check;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.workload.FieldManagers;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is true of the cluster, whatever anyone has seen of it, and the first violation. */
final class Facts {
  /** What a watch has not shown for so long may not be known yet. */
  private static final long UNSEEN = 15 * VirtualTime.SECOND;

  private final Cluster cluster;
  private final Configuration configuration;
  private final Coverage coverage;
  private final Disturbances disturbances = new Disturbances();
  private boolean outOfScope;
  private @Nullable Violation violation;

  Facts(Cluster cluster, Configuration configuration, Coverage coverage) {
    this.cluster = cluster;
    this.configuration = configuration;
    this.coverage = coverage;
  }

  Cluster cluster() {
    return cluster;
  }

  Configuration configuration() {
    return configuration;
  }

  Coverage coverage() {
    return coverage;
  }

  Disturbances disturbances() {
    return disturbances;
  }

  long nanos() {
    return cluster.time().nanos();
  }

  Set<String> taints() {
    return configuration.disruptionTaints();
  }

  /** The first one; null while all holds. */
  @Nullable Violation violation() {
    return violation;
  }

  void violated(Invariant invariant, Supplier<String> what) {
    if (violation == null) {
      violation = new Violation(invariant, what.get(), nanos());
    }
  }

  void scopeChanged(boolean out) {
    outOfScope = out;
    for (Deployment deployment : cluster.store().list(Kind.DEPLOYMENT)) {
      disturbances.protectionChanged(deployment.ref(), nanos());
    }
  }

  /** Something that the contract excludes happened to the Deployment of the pod. */
  void disturbed(Pod pod) {
    Deployment owner = owner(pod);
    if (owner != null) {
      disturbances.disturbed(owner.ref(), nanos());
    }
  }

  /** It served until now. */
  boolean served(Pod pod, Deployment deployment) {
    return pod.active()
        && pod.available(deployment.minReadySeconds(), nanos())
        && cluster.truth().onLiveNode(pod, taints())
        && cluster.truth().listed(pod, cluster.truth().pods(deployment.ref()));
  }

  boolean isProtected(Deployment deployment) {
    return !outOfScope
        && wantsOneOrSurges(deployment)
        && !deployment.meta().terminating()
        && !cluster.reads().namespaceTerminating(deployment.meta().namespace())
        && configuration.protectedLabels().matches(deployment.meta().labels())
        && sawProtection(deployment, nanos());
  }

  /** Who looked at this time had had the time to see whether it is protected. */
  boolean sawProtection(Deployment deployment, long lookedAt) {
    return !disturbances.protectionChangedSince(deployment.ref(), lookedAt - UNSEEN);
  }

  private static boolean wantsOneOrSurges(Deployment deployment) {
    return deployment.replicas() == Schedule.ORIGINAL_REPLICAS
        || (deployment.replicas() == Schedule.SURGED_REPLICAS
            && FieldManagers.OURS.containsAll(deployment.replicasManagers()));
  }

  boolean isRollingOut(Deployment deployment) {
    int inUse = 0;
    for (ReplicaSet set : cluster.store().list(Kind.REPLICA_SET)) {
      if (set.meta().ownedBy(deployment.meta().uid())
          && (set.replicas() > 0 || set.status().replicas() > 0)) {
        inUse++;
      }
    }
    return inUse > 1;
  }

  /**
   * A rollout told an old ReplicaSet to have fewer pods since this time; with the last of them it
   * is over.
   */
  boolean rolloutTookSince(Deployment deployment, long since) {
    long newest = 0;
    for (ReplicaSet set : cluster.store().list(Kind.REPLICA_SET)) {
      if (set.meta().ownedBy(deployment.meta().uid())) {
        newest = Math.max(newest, set.revision());
      }
    }
    return disturbances.olderLoweredSince(deployment.ref(), newest, since);
  }

  @Nullable Deployment owner(Pod pod) {
    if (pod.meta().owner() == null) {
      return null;
    }
    ReplicaSet set =
        cluster
            .store()
            .get(Kind.REPLICA_SET, new Key(pod.meta().namespace(), pod.meta().owner().name()));
    if (set == null || set.meta().owner() == null) {
      return null;
    }
    Deployment deployment =
        cluster
            .store()
            .get(Kind.DEPLOYMENT, new Key(pod.meta().namespace(), set.meta().owner().name()));
    return deployment != null && set.meta().ownedBy(deployment.meta().uid()) ? deployment : null;
  }
}
