package io.github.spotaware.reconcile;

import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.LateRaise;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.surge.WriteOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Performs the writes of the protocol, those of an HPA under their schedule only: it is read before
 * such a write, and after a raise once more.
 */
public final class Writes {
  private Writes() {}

  /** Never ends in an error. */
  public static CompletionStage<WriteOutcome> perform(ClusterPort cluster, ProtocolWrite write) {
    return write instanceof SetMinReplicas set
        ? underItsSchedule(cluster, set)
            .exceptionally(e -> new WriteOutcome.Unavailable(ReadFailed.words(e)))
        : cluster.perform(write);
  }

  private static CompletionStage<WriteOutcome> underItsSchedule(
      ClusterPort cluster, SetMinReplicas set) {
    return schedule(cluster, set)
        .thenCompose(before -> {
          if (!before.equals(new NameUse.Ours(set.under()))) {
            return stale();
          }
          CompletionStage<WriteOutcome> written = cluster.perform(set);
          return LateRaise.isRaise(set)
              ? written.thenCompose(outcome -> unlessLate(cluster, set, outcome))
              : written;
        });
  }

  private static CompletionStage<WriteOutcome> unlessLate(
      ClusterPort cluster, SetMinReplicas raise, WriteOutcome outcome) {
    return schedule(cluster, raise)
        .thenCompose(after ->
            LateRaise.isLate(raise, outcome, after)
                ? undo(cluster, raise)
                : CompletableFuture.completedFuture(outcome));
  }

  private static CompletionStage<WriteOutcome> undo(ClusterPort cluster, SetMinReplicas raise) {
    return cluster
        .reads()
        .autoscaler(raise.under().content().deployment())
        .thenCompose(
            now -> LateRaise.undo(raise, now).map(cluster::perform).orElseGet(Writes::stale))
        .thenCompose(_ -> stale());
  }

  private static CompletionStage<NameUse> schedule(ClusterPort cluster, SetMinReplicas set) {
    StoredSchedule under = set.under();
    return cluster.reads().scheduleName(under.name(), under.content().deployment());
  }

  private static CompletionStage<WriteOutcome> stale() {
    return CompletableFuture.completedFuture(new WriteOutcome.Stale());
  }

  /** A few words for the log. */
  static String describe(ProtocolWrite write) {
    return switch (write) {
      case ProtocolWrite.CreateSchedule create -> "schedule " + create.content().phase().text();
      case ProtocolWrite.UpdateSchedule update -> "schedule " + update.to().phase().text();
      case ProtocolWrite.DeleteSchedule delete -> "schedule deleted";
      case ProtocolWrite.DeleteLegacySchedule delete -> "schedule of the shell version deleted";
      case ProtocolWrite.SetReplicas set -> "replicas " + set.replicas();
      case ProtocolWrite.SetDeletionCost set -> "deletion cost of " + set.pod().name();
      case ProtocolWrite.CreateBackstop create -> "backstop " + create.name();
      case ProtocolWrite.PutBackstopInEffect put ->
          "backstop " + put.backstop().name() + " in effect";
      case ProtocolWrite.DeleteBackstop delete ->
          "backstop " + delete.backstop().name() + " deleted";
      case ProtocolWrite.SetMinReplicas set ->
          set.autoscaler().kind().minimum() + " of " + set.autoscaler().name();
    };
  }
}
