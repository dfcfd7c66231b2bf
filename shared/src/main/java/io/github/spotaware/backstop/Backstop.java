package io.github.spotaware.backstop;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.ProtocolWrite.CreateBackstop;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.surge.ProtocolWrite.PutBackstopInEffect;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.surge.Surgeable;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about a Deployment's backstop. It is made without a selector, and put into
 * effect a while later, if there is still no other budget: one whose admission had not shown it the
 * backstop is stored by then, or never will be. One that is admitted later finds the backstop, and
 * has it deleted first (see {@link BudgetChange}). So the two never meet.
 *
 * <p>While a surge is on none is made: it was deleted for a pod that was let go, or was not there
 * before. What there is stays, since a released pod leaves another behind.
 */
public final class Backstop {
  /** Longer than a request to the API server lives: 34 s at most. */
  public static final Duration UNTIL_IN_EFFECT = Duration.ofSeconds(35);

  private Backstop() {}

  /**
   * @param seenFor for how long this observer, by its own monotonic clock, has seen the backstop
   *     there is; zero where there is none
   */
  public static Step next(
      WorkloadSnapshot workload, Configuration configuration, Duration seenFor, Instant now) {
    Optional<DisruptionBudgetState> found = of(workload);
    Optional<String> against = whyNone(workload, configuration);
    if (found.isEmpty()) {
      return against.isPresent() || workload.hasSchedule()
          ? new Step.Done()
          : write(
              new CreateBackstop(
                  BackstopName.of(workload.ref()), workload.deployment().orElseThrow()));
    }
    DisruptionBudgetState backstop = found.get();
    if (against.isPresent() || !isFor(backstop, workload)) {
      return write(new DeleteBackstop(backstop));
    }
    if (backstop.inEffect()) {
      return new Step.Done();
    }
    return seenFor.compareTo(UNTIL_IN_EFFECT) < 0
        ? new Step.Wait(
            "requests that may not know of the backstop",
            Optional.of(now.plus(UNTIL_IN_EFFECT.minus(seenFor))))
        : write(new PutBackstopInEffect(backstop, workload.deployment().orElseThrow().selector()));
  }

  /** The Deployment's backstop, or that of a predecessor of the same name. */
  public static Optional<DisruptionBudgetState> of(WorkloadSnapshot workload) {
    return workload.budgets().stream()
        .filter(budget -> budget.isBackstopOf(workload.ref()))
        .findFirst();
  }

  private static boolean isFor(DisruptionBudgetState backstop, WorkloadSnapshot workload) {
    return workload
        .deployment()
        .map(DeploymentState::uid)
        .equals(backstop.backstopOf().map(owner -> owner.uid()));
  }

  /** Why the Deployment is to have none; empty where it is to have one. */
  public static Optional<String> whyNone(WorkloadSnapshot workload, Configuration configuration) {
    Optional<DeploymentState> found = workload.deployment();
    if (!configuration.backstopPdb()) {
      return Optional.of("backstop-pdb is false");
    }
    if (configuration.dryRun()) {
      return Optional.of("dry-run is true");
    }
    if (found.isEmpty() || found.get().terminating() || workload.namespaceTerminating()) {
      return Optional.of("the Deployment is gone, or about to go");
    }
    DeploymentState deployment = found.get();
    if (!SurgeCourse.isProtected(deployment, configuration)) {
      return Optional.of("the Deployment is not protected");
    }
    Optional<String> other =
        OtherBudgets.any(workload)
            .map(budget -> "PodDisruptionBudget " + budget.name() + " selects its pods")
            .or(() -> nameTaken(workload));
    if (other.isPresent() || workload.hasSchedule()) {
      return other;
    }
    return deployment.replicas() == Schedule.ORIGINAL_REPLICAS
        ? Surgeable.whyNot(workload, 0)
        : Optional.of("the Deployment wants " + deployment.replicas() + " replicas");
  }

  private static Optional<String> nameTaken(WorkloadSnapshot workload) {
    String name = BackstopName.of(workload.ref());
    return workload.budgets().stream()
        .filter(budget -> budget.name().equals(name) && !budget.isBackstopOf(workload.ref()))
        .findFirst()
        .map(budget -> "PodDisruptionBudget " + name + " is someone else's");
  }

  private static Step.Write write(ProtocolWrite write) {
    return new Step.Write(write, List.of());
  }
}
