package io.github.spotaware.workload;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the decision keeps of a Deployment.
 *
 * @param created {@code metadata.creationTimestamp}
 * @param replicas {@code spec.replicas}, 1 when unset, as the API server defaults it
 * @param replicasWriters the field managers that own {@code f:replicas}; empty when nobody is
 *     recorded
 * @param templateLabels the labels that its next pods get
 * @param maxUnavailable how many pods a rollout at two replicas may take away at once
 * @param recreate strategy Recreate: two pods never run side by side
 * @param replicaFailure the message of a {@code ReplicaFailure} condition that is True
 * @param claims the PersistentVolumeClaims that its template names (generic ephemeral ones are a
 *     pod's own, and not among them)
 * @param usesHostPort some container asks for a hostPort
 * @param progressDeadline {@code spec.progressDeadlineSeconds}
 * @param revision the annotation {@code deployment.kubernetes.io/revision}, that of its newest
 *     ReplicaSet; 0 without one
 * @param paused {@code spec.paused}: the controller scales it, but goes on with no rollout
 * @param progressDeadlineExceeded its rollout has failed for good, as far as the controller can
 *     tell: the condition {@code Progressing} is False for this reason
 * @param countedReplicas {@code status.replicas}: the pods of its ReplicaSets, as its controller
 *     saw those when it last wrote the status; empty before it has
 */
public record DeploymentState(
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant created,
    boolean terminating,
    long generation,
    long observedGeneration,
    int replicas,
    Set<String> replicasWriters,
    LabelSelector selector,
    Map<String, String> templateLabels,
    Duration minReady,
    int maxUnavailable,
    boolean recreate,
    Optional<String> replicaFailure,
    Set<String> claims,
    boolean usesHostPort,
    Duration progressDeadline,
    long revision,
    boolean paused,
    boolean progressDeadlineExceeded,
    Optional<Integer> countedReplicas) {

  /** What the API server puts where {@code spec.progressDeadlineSeconds} is unset. */
  public static final Duration DEFAULT_PROGRESS_DEADLINE = Duration.ofSeconds(600);

  public DeploymentState {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    replicasWriters = Set.copyOf(replicasWriters);
    templateLabels = Map.copyOf(templateLabels);
    claims = Set.copyOf(claims);
  }

  /** The Deployment controller has acted on the spec it shows. */
  public boolean observed() {
    return observedGeneration >= generation;
  }

  /**
   * The last write of the count was ours, and nobody else states the same one (server-side apply
   * can share a field).
   */
  public boolean countIsOurs() {
    return countIsOurs(Set.of());
  }

  /** The same where what these other managers wrote is ours as well. */
  public boolean countIsOurs(Set<String> adopted) {
    return !replicasWriters.isEmpty()
        && replicasWriters.stream()
            .allMatch(writer -> FieldManagers.OURS.contains(writer) || adopted.contains(writer));
  }

  public DeploymentRef ref() {
    return new DeploymentRef(namespace, name);
  }
}
