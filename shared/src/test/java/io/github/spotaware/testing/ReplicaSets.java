package io.github.spotaware.testing;

import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds a ReplicaSetState of the Deployment web, observed by its controller. */
public final class ReplicaSets {
  private final String name;
  private final int replicas;
  private long generation = 1;
  private long observedGeneration = 1;
  private long revision = 1;
  private Optional<Instant> written = Optional.of(Workloads.NOW.minus(Duration.ofDays(1)));
  private int countedReplicas = -1;
  private int countedReady = -1;
  private int countedAvailable = -1;
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

  /** When the count was last written. */
  public ReplicaSets written(Optional<Instant> value) {
    written = value;
    return this;
  }

  public ReplicaSets ofDeployment(String uid) {
    deploymentUid = uid;
    return this;
  }

  /** Its status says so, whatever pods there are. */
  public ReplicaSets counted(int active, int ready) {
    countedReplicas = active;
    countedReady = ready;
    return this;
  }

  /** Its status says that so many are available, however long they are Ready. */
  public ReplicaSets countedAvailable(int available) {
    countedAvailable = available;
    return this;
  }

  /** Its controller has seen these pods as they are, where nothing else was said. */
  public ReplicaSetState build(List<PodState> pods) {
    ReplicaSetState uncounted = build(0, 0, 0);
    List<PodState> own = pods.stream().filter(PodState::active).filter(uncounted::owns).toList();
    int ready =
        countedReady < 0 ? (int) own.stream().filter(PodState::ready).count() : countedReady;
    return build(
        countedReplicas < 0 ? own.size() : countedReplicas,
        ready,
        countedAvailable < 0 ? ready : countedAvailable);
  }

  private ReplicaSetState build(int counted, int ready, int available) {
    return new ReplicaSetState(
        name,
        "uid-" + name,
        generation,
        observedGeneration,
        replicas,
        written,
        counted,
        ready,
        available,
        revision,
        Optional.of(new OwnerReference("Deployment", Workloads.DEPLOYMENT, deploymentUid)));
  }
}
