package io.github.spotaware.simulation.variant;

import io.github.spotaware.port.LiveReads;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the broken variants show instead of the budgets that are there. */
final class BudgetLies {
  private BudgetLies() {}

  /** The scaler sees no budget but backstops. */
  static LiveReads noOtherBudget(LiveReads reads, SimulatedProcess process) {
    return !process.isScaler()
        ? reads
        : new DelegatingReads(reads) {
          @Override
          public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
            return super.budgets(namespace)
                .thenApply(budgets ->
                    budgets.stream().filter(budget -> budget.backstopOf().isPresent()).toList());
          }
        };
  }
}
