package io.github.spotaware.reconcile;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.reading.WorkloadReader;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one Deployment's surge as far as it goes now: read, take the one next step, read again.
 */
public final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /**
   * More steps in a row than any surge has: then someone is fighting, and others are let to run.
   */
  private static final int MOST_STEPS = 40;

  /** A phase that other controllers are to end is looked at this often, should no watch tell. */
  private static final Duration TRANSITIONAL = Duration.ofSeconds(1);

  private final ClusterPort cluster;
  private final BooleanSupplier mayAct;
  private final WorkloadReader reader;
  private final TicketWatch tickets = new TicketWatch();

  /**
   * @param mayAct asked before each read and each write: this process leads, by its own clock
   */
  public Reconciler(ClusterPort cluster, BooleanSupplier mayAct) {
    this.cluster = cluster;
    this.mayAct = mayAct;
    this.reader = new WorkloadReader(cluster.reads());
  }

  /** One pass; the stage does not fail. */
  public CompletionStage<Pass> pass(DeploymentRef ref) {
    return step(ref, 0, Optional.empty())
        .exceptionally(e -> new Pass.Failed("reading failed: " + ReadFailed.words(e)));
  }

  private CompletionStage<Pass> step(
      DeploymentRef ref, int stepsBefore, Optional<WorkloadSnapshot> ahead) {
    if (stepsBefore == MOST_STEPS) {
      return ended(new Pass.Failed("more than " + MOST_STEPS + " steps in a row"));
    }
    if (!mayAct.getAsBoolean()) {
      return ended(new Pass.Waits(Optional.empty()));
    }
    return ahead
        .<CompletionStage<WorkloadSnapshot>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> reader.read(ref, cluster.watched(), cluster.configuration()))
        .thenCompose(snapshot -> decide(ref, stepsBefore, snapshot));
  }

  private CompletionStage<Pass> decide(
      DeploymentRef ref, int stepsBefore, WorkloadSnapshot snapshot) {
    Moment now = cluster.timing().now();
    Configuration configuration = cluster.configurationFor(snapshot);
    return switch (SurgeCourse.next(
        snapshot, unchangedFor(snapshot, now), configuration, now.wall())) {
      case Step.Done done -> ended(new Pass.Waits(Optional.empty()));
      case Step.Wait wait ->
          ended(
              new Pass.Waits(
                  isTransitional(snapshot)
                      ? Optional.of(now.wall().plus(TRANSITIONAL))
                      : wait.recheckAt()));
      case Step.Write write ->
          write(ref, write)
              .thenCompose(outcome ->
                  failure(outcome)
                      .<CompletionStage<Pass>>map(message -> ended(new Pass.Failed(message)))
                      .orElseGet(() ->
                          step(
                              ref,
                              stepsBefore + 1,
                              outcome instanceof WriteOutcome.Done done
                                  ? AppliedWrite.to(snapshot, write.write(), done)
                                  : Optional.empty())));
    };
  }

  private CompletionStage<WriteOutcome> write(DeploymentRef ref, Step.Write step) {
    CompletionStage<WriteOutcome> written =
        mayAct.getAsBoolean()
            ? cluster.perform(step.write())
            : CompletableFuture.completedFuture(
                new WriteOutcome.Refused("this process no longer leads"));
    return written.thenApply(outcome -> {
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
    });
  }

  private static CompletionStage<Pass> ended(Pass pass) {
    return CompletableFuture.completedFuture(pass);
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

  private Duration unchangedFor(WorkloadSnapshot snapshot, Moment now) {
    synchronized (tickets) {
      return snapshot
          .schedule()
          .map(stored -> tickets.unchangedFor(stored, now.nanos()))
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
