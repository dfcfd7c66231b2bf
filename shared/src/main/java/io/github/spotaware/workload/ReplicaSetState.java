package io.github.spotaware.workload;

import java.time.Instant;
import java.util.Optional;

/**
 * What the decision keeps of a ReplicaSet.
 *
 * @param replicasWritten when its count was last written, to the second, or later: managedFields
 *     have one time for all that a manager wrote. A Deployment's own are no use for it: a write
 *     through the scale subresource leaves no time there (managedfields/scalehandler.go)
 * @param countedReplicas {@code status.replicas}: its active pods, as its controller saw them when
 *     it last wrote the status
 * @param countedReady {@code status.readyReplicas}: those of them that were Ready
 * @param countedAvailable {@code status.availableReplicas}: those of them that had been Ready for
 *     {@code minReadySeconds} by its controller's clock
 * @param revision the annotation {@code deployment.kubernetes.io/revision}; 0 without one
 */
public record ReplicaSetState(
    String name,
    String uid,
    long generation,
    long observedGeneration,
    int replicas,
    Optional<Instant> replicasWritten,
    int countedReplicas,
    int countedReady,
    int countedAvailable,
    long revision,
    Optional<OwnerReference> controller) {

  /** The ReplicaSet controller has acted on the spec it shows. */
  public boolean observed() {
    return observedGeneration >= generation;
  }

  /** It is the controller of this pod. */
  public boolean owns(PodState pod) {
    return pod.controller().filter(owner -> owner.uid().equals(uid)).isPresent();
  }
}
