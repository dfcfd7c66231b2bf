package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The eviction handler's look at PodDisruptionBudgets (eviction.go, checkAndDecrement): a budget
 * whose controller lags says no, and one that allows is lowered by one before the pod is deleted,
 * so that two evictions never use the same allowance.
 */
final class Budgets {
  /** What the budgets say. */
  sealed interface Answer {
    /** None covers the pod, or it was lowered. */
    record Free() implements Answer {}

    /** The pod is not Ready, and that is reason enough, as long as it stays so. */
    record NotReady() implements Answer {}

    /**
     * @param budgets that of the pod; all where it has more than one
     */
    record Refused(int code, String message, List<DisruptionBudget> budgets) implements Answer {}
  }

  private static final Answer FREE = new Answer.Free();
  private static final Answer NOT_READY = new Answer.NotReady();

  private final Store store;

  Budgets(Store store) {
    this.store = store;
  }

  Answer ask(Pod pod, boolean dryRun, long now) {
    List<DisruptionBudget> covering = new ArrayList<>();
    for (DisruptionBudget budget : store.list(Kind.DISRUPTION_BUDGET)) {
      if (budget.covers(pod)) {
        covering.add(budget);
      }
    }
    if (covering.size() > 1) {
      return new Answer.Refused(
          500,
          "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
              + " support.",
          covering);
    }
    return covering.isEmpty() ? FREE : check(pod, covering.getFirst(), dryRun, now);
  }

  private Answer check(Pod pod, DisruptionBudget budget, boolean dryRun, long now) {
    DisruptionBudget.Status status = budget.status();
    if (!pod.ready()) {
      boolean healthy =
          status.currentHealthy() >= status.desiredHealthy() && status.desiredHealthy() > 0;
      if (budget.alwaysAllow() || healthy) {
        return NOT_READY;
      }
    }
    if (status.observedGeneration() < budget.meta().generation()) {
      return new Answer.Refused(
          429,
          "Cannot evict pod as it would violate the pod's disruption budget.",
          List.of(budget));
    }
    if (status.disruptionsAllowed() <= 0) {
      return new Answer.Refused(
          429,
          "Cannot evict pod as it would violate the pod's disruption budget.",
          List.of(budget));
    }
    if (!dryRun) {
      lower(pod, budget, now);
    }
    return FREE;
  }

  private void lower(Pod pod, DisruptionBudget budget, long now) {
    DisruptionBudget.Status status = budget.status();
    Map<String, Long> disrupted = new LinkedHashMap<>(status.disruptedPods());
    disrupted.put(pod.meta().name(), now);
    store.patch(
        budget.with(
            new DisruptionBudget.Status(
                status.observedGeneration(),
                status.disruptionsAllowed() - 1,
                status.currentHealthy(),
                status.desiredHealthy(),
                status.expectedPods(),
                Collections.unmodifiableMap(disrupted))));
  }
}
