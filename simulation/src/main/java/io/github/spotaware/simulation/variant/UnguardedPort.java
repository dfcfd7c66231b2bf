package io.github.spotaware.simulation.variant;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.ClusterPort;

/** A process to which guard-deletes is off. */
final class UnguardedPort extends DelegatingPort {
  UnguardedPort(ClusterPort port) {
    super(port);
  }

  @Override
  public Configuration configuration() {
    return super.configuration().toBuilder().guardDeletes(false).build();
  }
}
