package io.github.spotaware.reconcile;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.AppliedWrite;
import io.github.spotaware.surge.DisruptionMemory;
import io.github.spotaware.surge.Disruptions;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.TicketWatch;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final Course course;
  private final Supplier<Set<NodeSignal>> signals;
  private final Function<DeploymentRef, Optional<CompletionStage<WorkloadSnapshot>>> prepared;
  private final RaisePatience patience;
  private final TicketWatch tickets = new TicketWatch();
  private final DisruptionMemory disruptions = new DisruptionMemory();

  /**
   * @param mayAct asked before each read and each write: this process leads, by its own clock
   * @param signals the nodes that go away, those that are due
   */
  public Reconciler(
      ClusterPort cluster,
      BooleanSupplier mayAct,
      Course course,
      Supplier<Set<NodeSignal>> signals) {
    this(cluster, mayAct, course, signals, ref -> Optional.empty());
  }

  /**
   * @param prepared what has been read of a Deployment for the first step of a pass, if anything
   */
  Reconciler(
      ClusterPort cluster,
      BooleanSupplier mayAct,
      Course course,
      Supplier<Set<NodeSignal>> signals,
      Function<DeploymentRef, Optional<CompletionStage<WorkloadSnapshot>>> prepared) {
    this.cluster = cluster;
    this.mayAct = mayAct;
    this.course = course;
    this.signals = signals;
    this.prepared = prepared;
    this.patience = new RaisePatience(course.patience());
  }

  /** One pass; the stage does not fail. */
  public CompletionStage<Pass> pass(DeploymentRef ref) {
    return leftToOthers(ref)
        .<CompletionStage<Pass>>map(Reconciler::ended)
        .orElseGet(() -> begin(ref));
  }

  /** By what the watch shows: there is nothing for us to do, or someone else is doing it. */
  private Optional<Pass> leftToOthers(DeploymentRef ref) {
    Optional<StoredSchedule> watched =
        cluster.watched().schedules().stream()
            .filter(stored -> stored.content().deployment().equals(ref))
            .findFirst();
    if (watched.isEmpty()) {
      return Optional.empty();
    }
    Phase phase = watched.get().content().phase();
    if (!course.drives(phase)) {
      return Optional.of(new Pass.Waits(Optional.empty()));
    }
    return phase == Phase.RAISING ? leftToWhoeverRaises(watched.get()) : Optional.empty();
  }

  /** From the first look on; our own raise counts from its beginning. */
  private Optional<Pass> leftToWhoeverRaises(StoredSchedule raising) {
    Moment now = cluster.timing().now();
    synchronized (patience) {
      return Optional.of(patience.left(raising, now.nanos()))
          .filter(Duration::isPositive)
          .map(left -> new Pass.Waits(Optional.of(now.wall().plus(left))));
    }
  }

  private void seen(StoredSchedule written) {
    var _ = leftToWhoeverRaises(written);
  }

  private CompletionStage<Pass> begin(DeploymentRef ref) {
    return prepared
        .apply(ref)
        .map(read -> read.thenApply(Optional::of).exceptionally(e -> Optional.empty()))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
        .thenCompose(ahead -> step(ref, 0, ahead))
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
        .orElseGet(() -> course.read(cluster, ref))
        .thenCompose(snapshot -> decide(ref, stepsBefore, snapshot));
  }

  private CompletionStage<Pass> decide(
      DeploymentRef ref, int stepsBefore, WorkloadSnapshot snapshot) {
    Moment now = cluster.timing().now();
    Configuration configuration = cluster.configurationFor(snapshot);
    Disruptions disrupted = look(snapshot, configuration, now);
    return switch (course.next(
        snapshot, unchangedFor(snapshot, now), disrupted, configuration, now.wall())) {
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
                  ending(write.write(), outcome, now)
                      .<CompletionStage<Pass>>map(Reconciler::ended)
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
            ? Writes.perform(cluster, step.write())
            : CompletableFuture.completedFuture(
                new WriteOutcome.Refused("this process no longer leads"));
    return written.thenApply(outcome -> {
      LOG.atInfo()
          .addKeyValue("namespace", ref.namespace())
          .addKeyValue("deployment", ref.name())
          .addKeyValue("write", Writes.describe(step.write()))
          .addKeyValue("outcome", outcome.getClass().getSimpleName())
          .log("step");
      if (outcome instanceof WriteOutcome.Done done) {
        cluster.tell(step.reports());
        done.schedule().ifPresent(this::seen);
      }
      return outcome;
    });
  }

  private static CompletionStage<Pass> ended(Pass pass) {
    return CompletableFuture.completedFuture(pass);
  }

  /** Where a pass ends after a write. A surge that another has begun is left to it for a while. */
  private Optional<Pass> ending(ProtocolWrite write, WriteOutcome outcome, Moment now) {
    Pass later = new Pass.Waits(Optional.of(now.wall().plus(course.patience())));
    return switch (outcome) {
      case WriteOutcome.Done done ->
          course.pausesAfter(write) ? Optional.of(later) : Optional.empty();
      case WriteOutcome.Stale stale ->
          write instanceof ProtocolWrite.CreateSchedule ? Optional.of(later) : Optional.empty();
      case WriteOutcome.Refused refused ->
          Optional.of(new Pass.Failed("refused: " + refused.message()));
      case WriteOutcome.Unavailable unavailable ->
          Optional.of(new Pass.Failed("the API server did not answer: " + unavailable.message()));
    };
  }

  private Disruptions look(WorkloadSnapshot snapshot, Configuration configuration, Moment now) {
    Set<NodeSignal> due = signals.get();
    synchronized (disruptions) {
      Disruptions seen = disruptions.look(snapshot, due, now.wall());
      List<Report> reports = course.reports(snapshot, seen, configuration, now.wall());
      cluster.tell(disruptions.news(snapshot, seen, reports));
      return seen;
    }
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
