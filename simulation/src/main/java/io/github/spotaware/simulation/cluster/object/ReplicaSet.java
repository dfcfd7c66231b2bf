package io.github.spotaware.simulation.cluster.object;

import io.github.spotaware.schedule.DeploymentRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ReplicaSet.
 *
 * @param revision the annotation {@code deployment.kubernetes.io/revision}
 * @param desiredReplicas the annotation {@code …/desired-replicas}: the count of the Deployment
 *     that its controller last acted on
 * @param maxReplicas the annotation {@code …/max-replicas}: that count and the surge
 */
public record ReplicaSet(
    Meta meta,
    int replicas,
    PodTemplate template,
    int minReadySeconds,
    long revision,
    int desiredReplicas,
    int maxReplicas,
    ReplicaSetStatus status)
    implements ApiObject<ReplicaSet> {

  /** The Deployment whose ReplicaSet was told to have fewer pods by this change, if it was. */
  public static Optional<DeploymentRef> lowered(@Nullable ReplicaSet before, ReplicaSet after) {
    return before != null && after.replicas() < before.replicas() && after.meta().owner() != null
        ? Optional.of(new DeploymentRef(after.meta().namespace(), after.meta().owner().name()))
        : Optional.empty();
  }

  @Override
  public Kind<ReplicaSet> kind() {
    return Kind.REPLICA_SET;
  }

  @Override
  public ReplicaSet with(Meta newMeta) {
    return new ReplicaSet(
        newMeta,
        replicas,
        template,
        minReadySeconds,
        revision,
        desiredReplicas,
        maxReplicas,
        status);
  }

  public ReplicaSet with(ReplicaSetStatus newStatus) {
    return new ReplicaSet(
        meta,
        replicas,
        template,
        minReadySeconds,
        revision,
        desiredReplicas,
        maxReplicas,
        newStatus);
  }

  public ReplicaSet scaled(int newReplicas, int newDesired, int newMax) {
    return new ReplicaSet(
        meta, newReplicas, template, minReadySeconds, revision, newDesired, newMax, status);
  }

  public ReplicaSet current(long newRevision, int newMinReadySeconds) {
    return new ReplicaSet(
        meta,
        replicas,
        template,
        newMinReadySeconds,
        newRevision,
        desiredReplicas,
        maxReplicas,
        status);
  }

  @Override
  public boolean sameSpec(ReplicaSet before) {
    return replicas == before.replicas && minReadySeconds == before.minReadySeconds;
  }

  @Override
  public String summary() {
    return "replicas "
        + replicas
        + ", revision "
        + revision
        + ", generation "
        + meta.generation()
        + " observed "
        + status.observedGeneration()
        + ", available "
        + status.availableReplicas()
        + "/"
        + status.replicas();
  }
}
