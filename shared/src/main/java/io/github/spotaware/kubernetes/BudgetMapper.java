package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.github.spotaware.workload.DisruptionBudgetState;

/** PodDisruptionBudget → {@link DisruptionBudgetState}. */
final class BudgetMapper {
  private BudgetMapper() {}

  /** Without a status nothing is allowed yet. */
  static DisruptionBudgetState map(PodDisruptionBudget budget) {
    Integer allowed =
        budget.getStatus() == null ? null : budget.getStatus().getDisruptionsAllowed();
    return new DisruptionBudgetState(
        budget.getMetadata().getName(),
        SelectorMapper.map(budget.getSpec().getSelector()),
        allowed == null ? 0 : allowed);
  }
}
