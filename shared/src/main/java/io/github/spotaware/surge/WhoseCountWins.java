package io.github.spotaware.surge;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the Deployment's owner has ended a surge, by writing a count or by removing it. */
public final class WhoseCountWins {
  private WhoseCountWins() {}

  /** Why the surge is over, for people; empty while it goes on. */
  public static Optional<String> endsSurge(Schedule schedule, WorkloadSnapshot live) {
    if (live.deployment().isEmpty()) {
      return Optional.of("the Deployment is gone");
    }
    DeploymentState deployment = live.deployment().get();
    if (!deployment.uid().equals(schedule.deploymentUid())) {
      return Optional.of("the Deployment was deleted and made anew");
    }
    if (deployment.terminating() || live.namespaceTerminating()) {
      return Optional.of("the Deployment is being deleted");
    }
    String writers =
        deployment.replicasWriters().isEmpty()
            ? "someone"
            : deployment.replicasWriters().stream().sorted().collect(Collectors.joining(", "));
    return switch (deployment.replicas()) {
      case Schedule.ORIGINAL_REPLICAS ->
          isReversal(schedule, live)
              ? Optional.of("replicas was set back to 1 by " + writers)
              : Optional.empty();
      case Schedule.SURGED_REPLICAS ->
          isOfSurge(schedule, deployment.replicasWriters())
              ? Optional.empty()
              : Optional.of("replicas was set to 2 by " + writers + ", so it stays");
      default ->
          Optional.of(
              "replicas was set to " + deployment.replicas() + " by " + writers + ", so it stays");
    };
  }

  /**
   * Whether a 2 that these have written is that of the surge: we did, or who did when it was taken
   * over, or the HPA whose floor the surge has raised. That one may be before us, and as long as it
   * gets no metrics it never lowers what it has raised.
   *
   * @param writers field managers; empty when nobody is recorded
   */
  public static boolean isOfSurge(Schedule schedule, Set<String> writers) {
    return !writers.isEmpty()
        && writers.stream()
            .allMatch(writer ->
                FieldManagers.OURS.contains(writer)
                    || schedule.adopted().contains(writer)
                    || (schedule.autoscaler().isPresent()
                        && writer.equals(FieldManagers.AUTOSCALER)));
  }

  /** Someone set the count of a surge back to 1. In Raising it may just not be raised yet. */
  public static boolean isReversal(Schedule schedule, WorkloadSnapshot live) {
    boolean raised = schedule.phase() == Phase.SURGED || schedule.phase() == Phase.RELEASING;
    boolean ticketFromRaised = schedule.ticket().map(t -> t.origin() == Phase.SURGED).orElse(true);
    return raised
        && ticketFromRaised
        && live.deployment()
            .filter(d -> d.uid().equals(schedule.deploymentUid()))
            .filter(d -> d.replicas() == Schedule.ORIGINAL_REPLICAS)
            .isPresent();
  }

  /** As {@link #isReversal}, also once the surge is being cancelled. */
  static boolean isSetBack(Schedule schedule, WorkloadSnapshot live) {
    return isReversal(schedule, live)
        || (schedule.phase() == Phase.CANCELLING
            && live.deployment()
                .filter(d -> d.uid().equals(schedule.deploymentUid()))
                .filter(d -> d.replicas() == Schedule.ORIGINAL_REPLICAS)
                .isPresent());
  }
}
