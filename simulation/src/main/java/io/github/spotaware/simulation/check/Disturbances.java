package io.github.spotaware.simulation.check;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.workload.FieldManagers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When someone other than us last did something to a Deployment that the contract excludes where it
 * falls between a live read and the delete: a pod that fails by itself, a node that dies, a new
 * template, a count written by its owner, a pod deleted without an eviction.
 */
final class Disturbances {
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final Map<DeploymentRef, Long> ofDeployment = new LinkedHashMap<>();
  private final Map<DeploymentRef, Long> protection = new LinkedHashMap<>();

  /** By the revision of the ReplicaSet. */
  private final Map<DeploymentRef, Map<Long, Long>> lowered = new LinkedHashMap<>();

  private long ofNodes = NEVER;

  /** Since this time, in nanoseconds. */
  boolean since(DeploymentRef ref, long nanos) {
    return ofNodes >= nanos || ofDeployment.getOrDefault(ref, NEVER) >= nanos;
  }

  /** Its label, its scope or its very existence changed since this time. */
  boolean protectionChangedSince(DeploymentRef ref, long nanos) {
    return protection.getOrDefault(ref, NEVER) >= nanos;
  }

  /** A ReplicaSet older than this revision was told to have fewer pods since this time. */
  boolean olderLoweredSince(DeploymentRef ref, long revision, long nanos) {
    return lowered.getOrDefault(ref, Map.of()).entrySet().stream()
        .anyMatch(set -> set.getKey() < revision && set.getValue() >= nanos);
  }

  void disturbed(DeploymentRef ref, long now) {
    ofDeployment.put(ref, now);
  }

  void protectionChanged(DeploymentRef ref, long now) {
    protection.put(ref, now);
  }

  void tap(Change<? extends ApiObject<?>> change, long now) {
    switch (change.after()) {
      case ReplicaSet after ->
          ReplicaSet.lowered((ReplicaSet) change.before(), after)
              .ifPresent(ref ->
                  lowered
                      .computeIfAbsent(ref, key -> new LinkedHashMap<>())
                      .put(after.revision(), now));
      case Deployment after -> deployment((Deployment) change.before(), after, now);
      case Node after -> {
        if (change.type() == ChangeType.DELETED) {
          ofNodes = now;
        } else {
          node((Node) change.before(), after, now);
        }
      }
      default -> {
        // Pods are looked at by the judge, who knows whose they are.
      }
    }
  }

  private void deployment(@Nullable Deployment before, Deployment after, long now) {
    DeploymentRef ref = after.ref();
    if (before == null
        || !before.meta().labels().equals(after.meta().labels())
        || before.meta().terminating() != after.meta().terminating()) {
      protectionChanged(ref, now);
    }
    boolean theirs =
        before != null
            && before.replicas() != after.replicas()
            && !FieldManagers.OURS.containsAll(after.replicasManagers());
    boolean specChanged =
        before != null
            && (!before.template().equals(after.template())
                || !before.strategy().equals(after.strategy())
                || before.minReadySeconds() != after.minReadySeconds());
    if (theirs || specChanged) {
      disturbed(ref, now);
    }
  }

  private void node(@Nullable Node before, Node after, long now) {
    if (before != null
        && (before.ready() != after.ready() || !before.taints().equals(after.taints()))) {
      ofNodes = now;
    }
  }

  /** A pod that served stopped to serve by itself. */
  static boolean failsByItself(@Nullable Pod before, Pod after) {
    return before != null && before.ready() && !after.ready() && !after.meta().terminating();
  }
}
