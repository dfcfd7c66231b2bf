package io.github.spotaware.simulation.process;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.simulation.check.Coverage;
import io.github.spotaware.simulation.check.Observer;
import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;

/**
 * What all processes of one run share.
 *
 * @param configuration at the start; each process sees changes in its own time
 * @param observer told what the processes do, to judge it
 */
public record World(
    VirtualTime time,
    Chance chance,
    Trace trace,
    ApiServer api,
    Network network,
    Configuration configuration,
    Observer observer,
    Coverage coverage) {

  /** Nobody reads them, and making them takes longer than a run. */
  static final Metrics METRICS = new Metrics();
}
