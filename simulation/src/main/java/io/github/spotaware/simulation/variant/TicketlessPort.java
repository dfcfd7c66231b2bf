package io.github.spotaware.simulation.variant;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.NodeListener;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call's way to the cluster, on which a ticket is never written: the call only believes it. */
final class TicketlessPort implements ClusterPort {
  private final ClusterPort port;
  private @Nullable String believed;

  TicketlessPort(ClusterPort port) {
    this.port = port;
  }

  @Override
  public CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    if (!(write instanceof ProtocolWrite.UpdateSchedule update)) {
      return port.perform(write);
    }
    if (update.to().ticket().isPresent()) {
      believed = update.to().ticket().get().podUid();
      StoredSchedule from = update.from();
      return CompletableFuture.completedFuture(
          new WriteOutcome.Done(Optional.of(from.with(update.to()))));
    }
    if (update.from().content().ticket().isPresent()) {
      believed = null;
      return CompletableFuture.completedFuture(new WriteOutcome.Done(Optional.of(update.from())));
    }
    return port.perform(write);
  }

  @Override
  public LiveReads reads() {
    return new DelegatingReads(port.reads()) {
      @Override
      public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
        return super.scheduleName(name, deployment).thenApply(TicketlessPort.this::believing);
      }
    };
  }

  private NameUse believing(NameUse use) {
    String pod = believed;
    return pod != null
            && use instanceof NameUse.Ours(StoredSchedule stored)
            && stored.content().phase() == Phase.SURGED
        ? new NameUse.Ours(stored.with(stored.content().releasing(pod)))
        : use;
  }

  @Override
  public Watched watched() {
    return port.watched();
  }

  @Override
  public Configuration configuration() {
    return port.configuration();
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
