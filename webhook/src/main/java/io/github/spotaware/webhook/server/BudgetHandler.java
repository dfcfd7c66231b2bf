package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.BudgetCall;

/**
 * Judges PodDisruptionBudgets of others. Called on a virtual thread of its own for each call, so it
 * may block, well below the five seconds after which the API server goes on without it.
 */
@FunctionalInterface
public interface BudgetHandler {
  /**
   * Answers one call. An exception becomes HTTP 500, upon which the API server applies its
   * failurePolicy.
   */
  AdmissionAnswer handle(BudgetCall call);
}
