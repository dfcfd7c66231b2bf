package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.admission.Review;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An eviction or a delete of a pod while it is under way: what the model has no words for. */
final class Removal {
  private final Supplier<Review> review;
  private final long deadline;
  private final Runnable check;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable ApiError denial;
  private List<DisruptionBudget> budgets = List.of();

  /**
   * @param review of the pod as it is now
   * @param check of what the model does not look at; throws an {@link ApiError}
   */
  Removal(Supplier<Review> review, long deadline, Runnable check) {
    this.review = review;
    this.deadline = deadline;
    this.check = check;
  }

  Review review() {
    return review.get();
  }

  long deadline() {
    return deadline;
  }

  void check() {
    check.run();
  }

  synchronized void warn(List<String> said) {
    warnings.addAll(said);
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  synchronized void denied(ApiError error) {
    denial = error;
  }

  synchronized void refusedBy(List<DisruptionBudget> which) {
    budgets = which;
  }

  /** A webhook's denial in its own words; null where none denied it. */
  synchronized @Nullable ApiError denial() {
    return denial;
  }

  /** As eviction.go words it: which budget, and what it needs. */
  synchronized void explain(ObjectNode status) {
    if (budgets.size() == 1) {
      DisruptionBudget budget = budgets.getFirst();
      status
          .putObject("details")
          .putArray("causes")
          .addObject()
          .put("reason", "DisruptionBudget")
          .put(
              "message",
              budget.status().observedGeneration() < budget.meta().generation()
                  ? "The disruption budget %s is still being processed by the server."
                      .formatted(budget.meta().name())
                  : "The disruption budget %s needs %d healthy pods and has %d currently"
                      .formatted(
                          budget.meta().name(),
                          budget.status().desiredHealthy(),
                          budget.status().currentHealthy()));
    }
  }
}
