package io.github.spotaware.port;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One process' way to the cluster. */
public interface ClusterPort {

  LiveReads reads();

  /** Begins one write, with its precondition. The stage never fails: the outcome says how it is. */
  CompletionStage<WriteOutcome> perform(ProtocolWrite write);

  Watched watched();

  /** The configuration in force. */
  Configuration configuration();

  /** What is in force for a Deployment, its annotations applied. */
  Configuration configurationFor(WorkloadSnapshot workload);

  /** Tells people: Events, a log line, a count. Returns at once. */
  void tell(List<Report> reports);

  Timing timing();

  /** Told, by a watch, that something about a Deployment may have changed. Must not block. */
  void onChange(Consumer<DeploymentRef> listener);

  /** Told of all nodes there are, and of each that changes or goes. Must not block. */
  void onNodes(NodeListener listener);

  /** Told of each change of the configuration. Must not block. */
  void onConfigurationChange(Runnable listener);
}
