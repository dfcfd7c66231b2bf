package io.github.spotaware.simulation.variant;

import io.github.spotaware.guard.GuardDecision;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.process.Requests;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.webhook.backstop.BudgetGate;
import io.github.spotaware.webhook.eviction.DeleteGate;
import io.github.spotaware.webhook.eviction.EvictionGate;

/**
 * What is broken in the processes of a run. The production classes stay as they are: a variant lies
 * to them, or does something else than what they ask for.
 */
public interface Variant {
  /** Nothing is broken. */
  Variant SOUND = new Variant() {};

  /** Something that happens by itself in each run. */
  default void begin(Run run) {}

  /** The requests of a process. */
  default Requests requests(Requests sound) {
    return sound;
  }

  /** What a webhook answers about a count, given what it has decided. */
  default GuardDecision guarded(GuardDecision own) {
    return own;
  }

  /** What is stored where a count was kept. */
  default Deployment keptCount(Deployment stored, String writer) {
    return stored;
  }

  /** The gate that judges the next call. */
  default EvictionGate gate(EvictionGate own, SimulatedProcess process, Metrics metrics) {
    return own;
  }

  /** The gate of a new life that judges evictions. */
  default EvictionGate evictionGate(SimulatedProcess process, Metrics metrics) {
    return new EvictionGate(process, metrics, process::wakeUps);
  }

  /** The gate of a new life that judges budgets. */
  default BudgetGate budgetGate(SimulatedProcess process, Metrics metrics) {
    return new BudgetGate(process, metrics);
  }

  /** The gate that judges the next direct delete. */
  default DeleteGate deleteGate(EvictionGate own, SimulatedProcess process, Metrics metrics) {
    return new DeleteGate(process, gate(own, process, metrics), metrics);
  }
}
