package io.github.spotaware.eviction;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.Settled;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Rule 6: the Deployment can't run two pods side by side; {@code unsurgeable-policy} says what
 * then.
 */
final class Unsurgeable implements EvictionRule {
  /** So often may a surge be set back to 1 before it counts as unsurgeable. */
  static final int MAX_REVERSALS = 3;

  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    return why(context).map(why -> follow(context, why));
  }

  private static EvictionDecision follow(EvictionContext context, String why) {
    DeploymentState deployment = context.deployment();
    String message = "Deployment " + deployment.ref() + " cannot run a second pod: " + why;
    return switch (context.configuration().unsurgeablePolicy()) {
      case ALLOW ->
          new EvictionDecision.Allow(
              Reason.NOT_SURGEABLE,
              message,
              List.of("spot-aware-scaler: " + message + "; the eviction goes through unprotected"),
              reports(context, message + "; the eviction of its pod was let through unprotected"));
      case DENY ->
          new EvictionDecision.Refuse(
              Reason.NOT_SURGEABLE,
              message + "; unsurgeable-policy is deny",
              reports(context, message + "; the eviction of its pod was denied"));
    };
  }

  private static List<Report> reports(EvictionContext context, String note) {
    return List.of(
        Report.about(context.deployment(), Reason.NOT_SURGEABLE, note),
        Report.about(context.pod(), Reason.NOT_SURGEABLE, note));
  }

  /** Why it can't; empty when it can. */
  static Optional<String> why(EvictionContext context) {
    WorkloadSnapshot workload = context.workload();
    DeploymentState deployment = context.deployment();
    if (context.surging()) {
      return failedAfterRaise(context);
    }
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
    if (workload
        .autoscaler()
        .filter(hpa -> hpa.maxReplicas() < Schedule.SURGED_REPLICAS)
        .isPresent()) {
      return Optional.of("its HorizontalPodAutoscaler has maxReplicas 1");
    }
    if (context.reversals() >= MAX_REVERSALS) {
      return Optional.of("something set its replicas back to 1 " + context.reversals() + " times");
    }
    return Optional.empty();
  }

  /**
   * The raise was made and acted on, and no second pod came of it, e.g. for want of quota. Before
   * both controllers have acted on the raise, the condition tells of something earlier.
   */
  private static Optional<String> failedAfterRaise(EvictionContext context) {
    if (Settled.missing(context.workload()).isPresent()) {
      return Optional.empty();
    }
    boolean alone =
        context.workload().ownedPods().stream()
            .filter(PodState::active)
            .allMatch(pod -> pod.uid().equals(context.pod().uid()));
    return alone && context.deployment().replicas() == Schedule.SURGED_REPLICAS
        ? context
            .deployment()
            .replicaFailure()
            .map(message -> "no second pod can be made: " + message)
        : Optional.empty();
  }
}
