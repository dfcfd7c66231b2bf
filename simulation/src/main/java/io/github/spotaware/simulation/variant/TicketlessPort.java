package io.github.spotaware.simulation.variant;

import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One call's way to the cluster, on which a ticket is never written: the call only believes it. */
final class TicketlessPort extends DelegatingPort {
  private @Nullable String believed;

  TicketlessPort(ClusterPort port) {
    super(port);
  }

  @Override
  public CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    if (!(write instanceof ProtocolWrite.UpdateSchedule update)) {
      return super.perform(write);
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
    return super.perform(write);
  }

  @Override
  public LiveReads reads() {
    return new DelegatingReads(super.reads()) {
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
}
