package io.github.spotaware.simulation.variant;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.simulation.cluster.api.Reads;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.process.Requests;
import io.github.spotaware.simulation.run.Run;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.time.Duration;
import java.util.Optional;

/** What the broken variants do instead of what is asked for. */
final class Deeds {
  private static final Duration LATE = Duration.ofSeconds(25);

  private Deeds() {}

  static WriteOutcome asAsked(Requests sound, ProtocolWrite write) {
    return sound.apply(write);
  }

  /** A ticket is taken whatever the schedule has become since it was read. */
  static WriteOutcome ticketWithoutCompareAndSwap(Requests sound, ProtocolWrite write) {
    return write instanceof ProtocolWrite.UpdateSchedule update && update.to().ticket().isPresent()
        ? sound.apply(
            current(sound, update.from())
                .<ProtocolWrite>map(now -> new ProtocolWrite.UpdateSchedule(now, update.to()))
                .orElse(write))
        : sound.apply(write);
  }

  private static Optional<StoredSchedule> current(Requests sound, StoredSchedule read) {
    return sound.api().reads().scheduleNamed(read.name()).flatMap(found -> found);
  }

  /** The count is written whatever the Deployment has become since it was read. */
  static WriteOutcome countWithoutPrecondition(Requests sound, ProtocolWrite write) {
    return write instanceof ProtocolWrite.SetReplicas set
        ? sound.apply(
            sound
                .api()
                .reads()
                .deployment(set.deployment().ref())
                .<ProtocolWrite>map(now -> new ProtocolWrite.SetReplicas(now, set.replicas()))
                .orElse(write))
        : sound.apply(write);
  }

  /** The count is raised first, and the schedule comes later. */
  static WriteOutcome raiseFirst(Requests sound, ProtocolWrite write) {
    if (write instanceof ProtocolWrite.CreateSchedule create
        && create.content().phase() == Phase.RAISING) {
      sound
          .api()
          .reads()
          .deployment(create.content().deployment())
          .ifPresent(live -> sound.performAt(new ProtocolWrite.SetReplicas(live, 2)));
    }
    return sound.apply(write);
  }

  /** No ticket is ever ended. */
  static WriteOutcome ticketForEver(Requests sound, ProtocolWrite write) {
    return write instanceof ProtocolWrite.UpdateSchedule update
            && update.from().content().ticket().isPresent()
            && update.to().ticket().isEmpty()
        ? new WriteOutcome.Stale()
        : sound.apply(write);
  }

  /** Marks are said to be set, and are set much later. */
  static WriteOutcome costLater(Requests sound, ProtocolWrite write) {
    if (!(write instanceof ProtocolWrite.SetDeletionCost set)
        || !set.value().equals(Optional.of(DeletionCosts.OURS))) {
      return sound.apply(write);
    }
    sound
        .time()
        .after(
            LATE,
            "late mark",
            () -> {
              Reads reads = sound.api().reads();
              reads
                  .pod(set.pod().namespace(), set.pod().name())
                  .ifPresent(
                      pod -> sound.apply(new ProtocolWrite.SetDeletionCost(pod, set.value())));
            });
    return new WriteOutcome.Done(Optional.empty());
  }

  /** The pod of a handoff is said to be marked, and is not. */
  static WriteOutcome handedOffUnmarked(Requests sound, ProtocolWrite write) {
    return write instanceof ProtocolWrite.SetDeletionCost set
            && set.value().equals(Optional.of(DeletionCosts.OURS))
            && sound.api().reads().schedules().stream()
                .anyMatch(
                    stored -> stored.content().victim().filter(set.pod().uid()::equals).isPresent())
        ? new WriteOutcome.Done(Optional.empty())
        : sound.apply(write);
  }

  /** A backstop is made, and selects its pods at once. */
  static WriteOutcome backstopAtOnce(Requests sound, ProtocolWrite write) {
    WriteOutcome outcome = sound.apply(write);
    if (write instanceof ProtocolWrite.CreateBackstop create
        && outcome instanceof WriteOutcome.Done) {
      backstop(sound, create.deployment().ref())
          .ifPresent(made ->
              sound.apply(
                  new ProtocolWrite.PutBackstopInEffect(made, create.deployment().selector())));
    }
    return outcome;
  }

  /** A backstop in effect lets each pod go. */
  static WriteOutcome backstopOfNothing(Requests sound, ProtocolWrite write) {
    WriteOutcome outcome = sound.apply(write);
    if (write instanceof ProtocolWrite.PutBackstopInEffect put
        && outcome instanceof WriteOutcome.Done) {
      Key key = new Key(put.backstop().namespace(), put.backstop().name());
      Store store = sound.api().store();
      DisruptionBudget stored = store.get(Kind.DISRUPTION_BUDGET, key);
      if (stored != null) {
        store.patch(stored.with(0, DisruptionBudget.UNSET));
      }
    }
    return outcome;
  }

  private static Optional<DisruptionBudgetState> backstop(Requests sound, DeploymentRef ref) {
    return sound.api().reads().budgets(ref.namespace()).stream()
        .filter(budget -> budget.isBackstopOf(ref))
        .findFirst();
  }

  /** An observer that ends each ticket it sees within a second. */
  static void impatientObserver(Run run) {
    run.time()
        .after(
            VirtualTime.SECOND,
            "impatient observer",
            () -> {
              for (StoredSchedule stored : run.cluster().reads().schedules()) {
                if (stored.content().phase() == Phase.RELEASING) {
                  run.cluster()
                      .api()
                      .perform(
                          new ProtocolWrite.UpdateSchedule(
                              stored,
                              stored
                                  .content()
                                  .in(stored.content().ticket().orElseThrow().origin())),
                          "impatient");
                }
              }
              if (!run.over()) {
                impatientObserver(run);
              }
            });
  }
}
