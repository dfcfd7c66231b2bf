package io.github.spotaware.reconcile;

import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Performs the writes of the protocol, those of an HPA under their schedule only. */
public final class Writes {
  private Writes() {}

  /** Never ends in an error. */
  public static CompletionStage<WriteOutcome> perform(ClusterPort cluster, ProtocolWrite write) {
    return write instanceof ProtocolWrite.SetMinReplicas set
        ? isUnchanged(cluster, set.under())
            .thenCompose(unchanged ->
                unchanged
                    ? cluster.perform(write)
                    : CompletableFuture.completedFuture(new WriteOutcome.Stale()))
            .exceptionally(e -> new WriteOutcome.Unavailable(ReadFailed.words(e)))
        : cluster.perform(write);
  }

  private static CompletionStage<Boolean> isUnchanged(ClusterPort cluster, StoredSchedule read) {
    return cluster
        .reads()
        .scheduleName(read.name(), read.content().deployment())
        .thenApply(now -> now.equals(new NameUse.Ours(read)));
  }
}
