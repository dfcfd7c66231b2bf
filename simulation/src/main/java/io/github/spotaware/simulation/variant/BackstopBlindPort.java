package io.github.spotaware.simulation.variant;

import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A process that sees no backstop. */
final class BackstopBlindPort extends DelegatingPort {
  BackstopBlindPort(ClusterPort port) {
    super(port);
  }

  @Override
  public LiveReads reads() {
    return new DelegatingReads(super.reads()) {
      @Override
      public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
        return super.budgets(namespace)
            .thenApply(budgets ->
                budgets.stream().filter(budget -> budget.backstopOf().isEmpty()).toList());
      }
    };
  }
}
