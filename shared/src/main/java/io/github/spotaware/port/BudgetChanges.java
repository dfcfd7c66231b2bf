package io.github.spotaware.port;

import java.util.function.Consumer;

/** What a watch tells of PodDisruptionBudgets. */
public interface BudgetChanges {
  /**
   * Begins to watch, if it has not before, and tells the namespace of each budget that is made,
   * that selects other pods, or that goes. Must not block.
   */
  void onBudgetChange(Consumer<String> listener);
}
