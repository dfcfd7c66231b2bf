package io.github.spotaware.backstop;

import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PodDisruptionBudgets that select pods of a Deployment beside its backstop. Two on one pod
 * turn each of its evictions into a 500 (registry/core/pod/storage/eviction.go), which ends a
 * drain.
 */
final class OtherBudgets {
  private OtherBudgets() {}

  /** One that selects the pods there are, or those that come next. */
  static Optional<DisruptionBudgetState> any(WorkloadSnapshot workload) {
    return workload.budgets().stream()
        .filter(budget -> !budget.isBackstopOf(workload.ref()))
        .filter(budget ->
            Stream.concat(
                    workload.deployment().map(DeploymentState::templateLabels).stream(),
                    workload.pods().stream().filter(PodState::active).map(PodState::labels))
                .anyMatch(budget.selector()::matches))
        .findFirst();
  }
}
