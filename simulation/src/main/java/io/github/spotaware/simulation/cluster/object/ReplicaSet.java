package io.github.spotaware.simulation.cluster.object;

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
