package io.github.spotaware.eviction;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.Ownership;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;

/**
 * Rule 3: not a pod of a labelled Deployment, or the Deployment wants 0 or, with no schedule, 2 and
 * more. A Deployment at 2 by our own hand whose schedule was deleted is still surging: it gets its
 * schedule back.
 */
final class NotProtected implements EvictionRule {
  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    return why(context)
        .map(message -> EvictionDecision.Allow.because(Reason.NOT_PROTECTED, message));
  }

  private static Optional<String> why(EvictionContext context) {
    Optional<WorkloadSnapshot> found = context.snapshot().workload();
    if (found.isEmpty() || found.get().deployment().isEmpty()) {
      return Optional.of("no protected Deployment owns the pod");
    }
    WorkloadSnapshot workload = found.get();
    DeploymentState deployment = workload.deployment().get();
    if (!SurgeCourse.isProtected(deployment, context.configuration())) {
      return Optional.of("Deployment " + deployment.name() + " does not have the label");
    }
    if (Ownership.of(context.pod(), workload) == Ownership.NOT_OWNED) {
      return Optional.of("Deployment " + deployment.name() + " does not own the pod");
    }
    if (deployment.replicas() == 0) {
      return Optional.of("Deployment " + deployment.name() + " wants 0 replicas");
    }
    if (deployment.replicas() != Schedule.ORIGINAL_REPLICAS && !context.surging()) {
      return Optional.of(
          "Deployment " + deployment.name() + " wants " + deployment.replicas() + " replicas");
    }
    return Optional.empty();
  }
}
