package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.object.DisruptionBudget;

/** The validating webhooks' part of a write of someone's budget, as the API server calls it. */
@FunctionalInterface
public interface BudgetAdmission {
  /** No webhook is installed. */
  BudgetAdmission NONE = (proposed, reviewed) -> reviewed.run();

  /**
   * Reviews a budget that is made, or that selects others from now on.
   *
   * @param proposed as it will be stored
   * @param reviewed to be told exactly once, when all webhooks have answered or had their time: it
   *     is let through whatever they say
   */
  void review(DisruptionBudget proposed, Runnable reviewed);
}
