package io.github.spotaware.webhook.admission;

import io.github.spotaware.backstop.BudgetChange;

/**
 * One CREATE or UPDATE of a PodDisruptionBudget, as the API server asks about it.
 *
 * @param reviewUid names this review, to be repeated in the answer; new on every try
 * @param user who writes it; empty when the API server doesn't say
 */
public record BudgetCall(String reviewUid, BudgetChange change, String user) implements Reading {

  /** Checks the UID of the review. */
  public BudgetCall {
    if (reviewUid.isBlank()) {
      throw new IllegalArgumentException("the UID of the review is empty");
    }
  }
}
