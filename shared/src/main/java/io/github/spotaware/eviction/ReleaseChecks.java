package io.github.spotaware.eviction;

import io.github.spotaware.surge.WhoseCountWins;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.Replacement;
import io.github.spotaware.workload.Settled;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to hold, live, for a pod to be released: the surge is still on, settled, a replacement
 * exists, and every covering PodDisruptionBudget allows a disruption. A direct delete asks no
 * budget: the API server does not either, and one that allows nothing would hold the delete to the
 * end for what it never promised.
 */
sealed interface ReleaseChecks {

  record Passed(PodState replacement) implements ReleaseChecks {}

  record Waiting(String forWhat, Optional<Instant> recheckAt) implements ReleaseChecks {}

  static ReleaseChecks of(PodState pod, EvictionContext context) {
    WorkloadSnapshot workload = context.workload();
    Optional<String> over =
        workload.schedule().flatMap(stored -> WhoseCountWins.endsSurge(stored.content(), workload));
    if (over.isPresent()) {
      return new Waiting("the scaler to end the surge: " + over.get(), Optional.empty());
    }
    Replacement found =
        Replacement.of(
            pod,
            workload,
            context.configuration().disruptionTaints(),
            context.letGo(),
            context.now());
    if (found instanceof Replacement.Missing(String forWhat, Optional<Instant> recheckAt)) {
      return new Waiting(forWhat, recheckAt);
    }
    Optional<String> unsettled = Settled.missing(workload);
    if (unsettled.isPresent()) {
      return new Waiting(unsettled.get(), Optional.empty());
    }
    Optional<DisruptionBudgetState> spent =
        budgets(context)
            .filter(budget -> budget.selector().matches(pod.labels()))
            .filter(budget -> budget.disruptionsAllowed() < 1)
            .findFirst();
    if (spent.isPresent()) {
      return new Waiting(
          "PodDisruptionBudget " + spent.get().name() + " to allow a disruption", Optional.empty());
    }
    return new Passed(((Replacement.Serving) found).pod());
  }

  private static Stream<DisruptionBudgetState> budgets(EvictionContext context) {
    return switch (context.request().removal()) {
      case EVICTION -> context.workload().budgets().stream();
      case DELETE -> Stream.empty();
    };
  }
}
