package io.github.spotaware.scaler;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.kubernetes.ApiFailure;
import io.github.spotaware.process.Cluster;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.surge.AppliedWrite;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.surge.TicketWatch;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one Deployment's surge as far as it goes now: read, take the one next step, read again.
 */
final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /**
   * More steps in a row than any surge has: then someone is fighting, and others are let to run.
   */
  private static final int MOST_STEPS = 40;

  /** A phase that other controllers are to end is looked at this often, should no watch tell. */
  private static final Duration TRANSITIONAL = Duration.ofSeconds(1);

  /** How a pass ended. */
  sealed interface Pass {
    /** Nothing to do until something changes, or until this time. */
    record Waits(Optional<Instant> until) implements Pass {}

    /** Try again, later and later. */
    record Failed(String message) implements Pass {}
  }

  private final Cluster cluster;
  private final BooleanSupplier leads;
  private final InstantSource clock;
  private final TicketWatch tickets = new TicketWatch();

  Reconciler(Cluster cluster, BooleanSupplier leads, InstantSource clock) {
    this.cluster = cluster;
    this.leads = leads;
    this.clock = clock;
  }

  Pass pass(DeploymentRef ref) {
    Optional<WorkloadSnapshot> ahead = Optional.empty();
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      if (!leads.getAsBoolean()) {
        return new Pass.Waits(Optional.empty());
      }
      WorkloadSnapshot snapshot;
      try {
        snapshot = ahead.orElseGet(() -> cluster.read(ref));
      } catch (RuntimeException e) {
        return new Pass.Failed("reading failed: " + ApiFailure.message(e));
      }
      Instant now = clock.instant();
      Configuration configuration = cluster.configurationFor(snapshot);
      Step step = SurgeCourse.next(snapshot, unchangedFor(snapshot), configuration, now);
      switch (step) {
        case Step.Done done -> {
          return new Pass.Waits(Optional.empty());
        }
        case Step.Wait wait -> {
          return new Pass.Waits(
              isTransitional(snapshot) ? Optional.of(now.plus(TRANSITIONAL)) : wait.recheckAt());
        }
        case Step.Write write -> {
          WriteOutcome outcome = write(ref, write);
          Optional<String> failure = failure(outcome);
          if (failure.isPresent()) {
            return new Pass.Failed(failure.get());
          }
          ahead =
              outcome instanceof WriteOutcome.Done done
                  ? AppliedWrite.to(snapshot, write.write(), done)
                  : Optional.empty();
        }
      }
    }
    return new Pass.Failed("more than " + MOST_STEPS + " steps in a row");
  }

  private WriteOutcome write(DeploymentRef ref, Step.Write step) {
    WriteOutcome outcome =
        leads.getAsBoolean()
            ? cluster.writer().perform(step.write())
            : new WriteOutcome.Refused("this process no longer leads");
    LOG.atInfo()
        .addKeyValue("namespace", ref.namespace())
        .addKeyValue("deployment", ref.name())
        .addKeyValue("write", describe(step.write()))
        .addKeyValue("outcome", outcome.getClass().getSimpleName())
        .log("step");
    if (outcome instanceof WriteOutcome.Done) {
      cluster.tell(step.reports());
    }
    return outcome;
  }

  private static Optional<String> failure(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Done done -> Optional.empty();
      case WriteOutcome.Stale stale -> Optional.empty();
      case WriteOutcome.Refused refused -> Optional.of("refused: " + refused.message());
      case WriteOutcome.Unavailable unavailable ->
          Optional.of("the API server did not answer: " + unavailable.message());
    };
  }

  private static String describe(ProtocolWrite write) {
    return switch (write) {
      case ProtocolWrite.CreateSchedule create -> "schedule " + create.content().phase().text();
      case ProtocolWrite.UpdateSchedule update -> "schedule " + update.to().phase().text();
      case ProtocolWrite.DeleteSchedule delete -> "schedule deleted";
      case ProtocolWrite.SetReplicas set -> "replicas " + set.replicas();
      case ProtocolWrite.SetDeletionCost set -> "deletion cost of " + set.pod().name();
      case ProtocolWrite.SetMinReplicas set -> "minReplicas of " + set.autoscaler().name();
    };
  }

  private Duration unchangedFor(WorkloadSnapshot snapshot) {
    synchronized (tickets) {
      return snapshot
          .schedule()
          .map(stored -> tickets.unchangedFor(stored, System.nanoTime()))
          .orElse(Duration.ZERO);
    }
  }

  private static boolean isTransitional(WorkloadSnapshot snapshot) {
    return snapshot
        .schedule()
        .filter(stored -> stored.content().phase() != Phase.SURGED)
        .isPresent();
  }
}
