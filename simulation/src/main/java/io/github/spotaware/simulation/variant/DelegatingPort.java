package io.github.spotaware.simulation.variant;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.NodeListener;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A process' way to the cluster, unchanged; what is overridden is broken. */
class DelegatingPort implements ClusterPort {
  private final ClusterPort port;

  DelegatingPort(ClusterPort port) {
    this.port = port;
  }

  @Override
  public Configuration configuration() {
    return port.configuration();
  }

  @Override
  public CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    return port.perform(write);
  }

  @Override
  public LiveReads reads() {
    return port.reads();
  }

  @Override
  public Watched watched() {
    return port.watched();
  }

  @Override
  public Configuration configurationFor(WorkloadSnapshot workload) {
    return port.configurationFor(workload);
  }

  @Override
  public void tell(List<Report> reports) {
    port.tell(reports);
  }

  @Override
  public Timing timing() {
    return port.timing();
  }

  @Override
  public void onChange(Consumer<DeploymentRef> listener) {
    port.onChange(listener);
  }

  @Override
  public void onConfigurationChange(Runnable listener) {
    port.onConfigurationChange(listener);
  }

  @Override
  public void onNodes(NodeListener listener) {
    port.onNodes(listener);
  }
}
