package io.github.spotaware.simulation.variant;

import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.simulation.process.SimulatedProcess;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A process that trusts what it remembers, also after it stood still. */
final class TrustfulPort extends DelegatingPort {
  private final SimulatedProcess process;

  TrustfulPort(SimulatedProcess process) {
    super(process);
    this.process = process;
  }

  @Override
  public Watched watched() {
    Watched own = super.watched();
    return new Watched() {
      @Override
      public boolean current() {
        return process.watching();
      }

      @Override
      public boolean configured() {
        return own.configured();
      }

      @Override
      public Collection<Labelled> labelled() {
        return own.labelled();
      }

      @Override
      public List<Labelled> labelledIn(String namespace) {
        return own.labelledIn(namespace);
      }

      @Override
      public Optional<Labelled> labelled(DeploymentRef ref) {
        return own.labelled(ref);
      }

      @Override
      public Set<String> namespaces() {
        return own.namespaces();
      }

      @Override
      public Collection<StoredSchedule> schedules() {
        return own.schedules();
      }
    };
  }
}
