package io.github.spotaware.simulation.variant;

import io.github.spotaware.observability.Metrics;
import io.github.spotaware.simulation.process.Requests;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.simulation.run.Run;
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

  /** The gate that judges the next call. */
  default EvictionGate gate(EvictionGate own, SimulatedProcess process, Metrics metrics) {
    return own;
  }

  /** The gate that judges the next direct delete. */
  default DeleteGate deleteGate(EvictionGate own, SimulatedProcess process, Metrics metrics) {
    return new DeleteGate(process, gate(own, process, metrics), metrics);
  }
}
