package io.github.spotaware.surge;

import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.AutoscalerKind;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.Settled;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;

/** Whether a Deployment can run two pods side by side; what follows where it can't is rule 6. */
public final class Surgeable {
  /** So often may a surge be set back to 1 before it counts as unsurgeable. */
  static final int MAX_REVERSALS = 3;

  private Surgeable() {}

  /**
   * Why a surge is not even begun; empty where it can be.
   *
   * @param reversals how often someone has set a surge of this Deployment back to 1 of late
   */
  public static Optional<String> whyNot(WorkloadSnapshot workload, int reversals) {
    DeploymentState deployment = workload.deployment().orElseThrow();
    if (deployment.recreate()) {
      return Optional.of("its strategy is Recreate");
    }
    if (!workload.exclusiveClaims().isEmpty()) {
      return Optional.of(
          "only one node can mount PersistentVolumeClaim "
              + String.join(", ", workload.exclusiveClaims().stream().sorted().toList()));
    }
    if (deployment.usesHostPort() && !workload.hostPortHasRoom()) {
      return Optional.of("it uses a hostPort, and its pods are on every node that stays");
    }
    Optional<AutoscalerState> tooLow =
        workload.autoscaler().filter(hpa -> hpa.maxReplicas() < Schedule.SURGED_REPLICAS);
    if (tooLow.isPresent()) {
      AutoscalerKind kind = tooLow.get().kind();
      return Optional.of(
          "its " + kind.text() + " has " + kind.maximum() + " " + tooLow.get().maxReplicas());
    }
    if (reversals >= MAX_REVERSALS) {
      return Optional.of("something set its replicas back to 1 " + reversals + " times");
    }
    return Optional.empty();
  }

  /**
   * The raise was made and acted on, and no second pod came of it, e.g. for want of quota. Before
   * both controllers have acted on the raise, the condition tells of something earlier.
   *
   * @param first the pod that a second one is wanted for
   */
  public static Optional<String> failedAfterRaise(WorkloadSnapshot workload, PodState first) {
    if (Settled.missing(workload).isPresent()) {
      return Optional.empty();
    }
    DeploymentState deployment = workload.deployment().orElseThrow();
    boolean alone =
        workload.ownedPods().stream()
            .filter(PodState::active)
            .allMatch(pod -> pod.uid().equals(first.uid()));
    return alone && deployment.replicas() == Schedule.SURGED_REPLICAS
        ? deployment.replicaFailure().map(message -> "no second pod can be made: " + message)
        : Optional.empty();
  }
}
