package io.github.spotaware.workload;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the decision keeps of a Pod.
 *
 * @param createdAt by the API server's clock, in whole seconds
 * @param nodeName empty while it is not scheduled
 * @param terminal phase Succeeded or Failed: it serves no more and will not again
 * @param terminating it has a deletionTimestamp
 * @param readySince when the condition {@code Ready} last became {@code True}; empty when it is not
 * @param controller its controller owner
 * @param deletionCost the annotation {@code controller.kubernetes.io/pod-deletion-cost}
 */
public record PodState(
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    Instant createdAt,
    Map<String, String> labels,
    Optional<String> nodeName,
    boolean terminal,
    boolean terminating,
    Optional<Instant> readySince,
    Optional<OwnerReference> controller,
    Optional<String> deletionCost) {

  /** No plus sign; no leading zero, but after a minus sign. */
  private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]*|-[0-9]+");

  public PodState {
    labels = Map.copyOf(labels);
  }

  public boolean ready() {
    return readySince.isPresent();
  }

  /**
   * The deletion cost as the ReplicaSet controller reads it: 0 where there is none or it is not a
   * 32-bit integer (pkg/apis/core/helper, GetDeletionCostFromPodAnnotations).
   */
  public int costToDelete() {
    return deletionCost.filter(INTEGER.asMatchPredicate()).map(PodState::parsed).orElse(0);
  }

  private static int parsed(String cost) {
    try {
      return Integer.parseInt(cost);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /** Neither finished nor being deleted: it counts against its ReplicaSet's replicas. */
  public boolean active() {
    return !terminal && !terminating;
  }
}
