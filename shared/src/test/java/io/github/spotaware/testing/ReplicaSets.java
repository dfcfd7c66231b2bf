package io.github.spotaware.testing;

import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.ReplicaSetState;
import java.util.Optional;

/** Builds a ReplicaSetState of the Deployment web, observed by its controller. */
public final class ReplicaSets {
  private final String name;
  private final int replicas;
  private long generation = 1;
  private long observedGeneration = 1;
  private long revision = 1;
  private String deploymentUid = Workloads.DEPLOYMENT_UID;

  private ReplicaSets(String name, int replicas) {
    this.name = name;
    this.replicas = replicas;
  }

  public static ReplicaSets replicaSet(String name, int replicas) {
    return new ReplicaSets(name, replicas);
  }

  public ReplicaSets generation(long wanted, long observed) {
    generation = wanted;
    observedGeneration = observed;
    return this;
  }

  public ReplicaSets revision(long value) {
    revision = value;
    return this;
  }

  public ReplicaSets ofDeployment(String uid) {
    deploymentUid = uid;
    return this;
  }

  public ReplicaSetState build() {
    return new ReplicaSetState(
        name,
        "uid-" + name,
        generation,
        observedGeneration,
        replicas,
        revision,
        Optional.of(new OwnerReference("Deployment", Workloads.DEPLOYMENT, deploymentUid)));
  }
}
