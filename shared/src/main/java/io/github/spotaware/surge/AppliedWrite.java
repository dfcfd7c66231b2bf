package io.github.spotaware.surge;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.CreateBackstop;
import io.github.spotaware.surge.ProtocolWrite.CreateSchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.surge.ProtocolWrite.DeleteLegacySchedule;
import io.github.spotaware.surge.ProtocolWrite.DeleteSchedule;
import io.github.spotaware.surge.ProtocolWrite.PutBackstopInEffect;
import io.github.spotaware.surge.ProtocolWrite.SetDeletionCost;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;

/**
 * A snapshot with one's own write in it, so that the next step of a surge need not wait for a read:
 * every write after it names what it was decided on, and fails where that has changed.
 */
public final class AppliedWrite {
  private AppliedWrite() {}

  /**
   * The snapshot after a write that succeeded; empty where the next step has to look at the
   * cluster: after a change of replicas, of the HPA, and after the taking of a ticket, which all
   * stand for what others do next.
   */
  public static Optional<WorkloadSnapshot> to(
      WorkloadSnapshot before, ProtocolWrite write, WriteOutcome.Done done) {
    return switch (write) {
      case CreateSchedule create -> done.schedule().map(stored -> with(before, stored));
      case UpdateSchedule update ->
          done.schedule()
              .filter(stored -> stored.content().ticket().isEmpty())
              .filter(stored -> knowsWhatItNeeds(update.from().content().phase(), stored))
              .map(stored -> with(before, stored));
      case SetDeletionCost set -> Optional.of(with(before, set));
      case SetReplicas set -> Optional.empty();
      case SetMinReplicas set -> Optional.empty();
      case DeleteSchedule delete -> Optional.empty();
      case DeleteLegacySchedule delete -> Optional.empty();
      case CreateBackstop create -> Optional.empty();
      case PutBackstopInEffect put -> Optional.empty();
      case DeleteBackstop delete -> Optional.empty();
    };
  }

  /**
   * A snapshot read in Surged has no HPA in it, and Lowering restores one. What Cancelling restores
   * may have been written by another since: only that it is cancelled ends this.
   */
  private static boolean knowsWhatItNeeds(Phase readIn, StoredSchedule stored) {
    Phase phase = stored.content().phase();
    return phase != Phase.CANCELLING && (readIn.looksAtAutoscaler() || !phase.looksAtAutoscaler());
  }

  private static WorkloadSnapshot with(WorkloadSnapshot before, StoredSchedule stored) {
    return new WorkloadSnapshot(
        before.ref(),
        before.namespaceTerminating(),
        before.deployment(),
        before.replicaSets(),
        before.pods(),
        before.nodes(),
        before.endpoints(),
        before.budgets(),
        before.autoscaler(),
        before.exclusiveClaims(),
        before.hostPortHasRoom(),
        Optional.of(stored),
        Optional.empty(),
        before.freeScheduleName());
  }

  /** The pod keeps its old resourceVersion: a second write to it fails, and is decided anew. */
  private static WorkloadSnapshot with(WorkloadSnapshot before, SetDeletionCost set) {
    return new WorkloadSnapshot(
        before.ref(),
        before.namespaceTerminating(),
        before.deployment(),
        before.replicaSets(),
        before.pods().stream()
            .map(pod -> pod.uid().equals(set.pod().uid()) ? with(pod, set.value()) : pod)
            .toList(),
        before.nodes(),
        before.endpoints(),
        before.budgets(),
        before.autoscaler(),
        before.exclusiveClaims(),
        before.hostPortHasRoom(),
        before.schedule(),
        before.unreadable(),
        before.freeScheduleName());
  }

  private static PodState with(PodState pod, Optional<String> cost) {
    return new PodState(
        pod.namespace(),
        pod.name(),
        pod.uid(),
        pod.resourceVersion(),
        pod.createdAt(),
        pod.labels(),
        pod.nodeName(),
        pod.terminal(),
        pod.terminating(),
        pod.readySince(),
        pod.controller(),
        cost);
  }
}
