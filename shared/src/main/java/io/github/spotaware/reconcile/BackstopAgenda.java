package io.github.spotaware.reconcile;

import io.github.spotaware.backstop.Backstop;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.BudgetChanges;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.reading.WorkloadReader;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the scaler's leader does about backstops: makes them, puts them into effect, and deletes
 * those that are to be no longer. It runs beside the {@link Reconciler}, whose surges it leaves
 * alone; every write of the two names what it was decided on.
 */
public final class BackstopAgenda implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackstopAgenda.class);

  /** All are looked at this often, should no watch tell: for what no watch of ours shows. */
  static final Duration SAFETY_NET = Duration.ofMinutes(5);

  /** After a list that failed. */
  static final Duration RETRY = Duration.ofSeconds(5);

  /** Deletion and creation, putting into effect, and a second try for each. */
  private static final int MOST_STEPS = 6;

  private final ClusterPort cluster;
  private final BudgetChanges budgets;
  private final BooleanSupplier mayAct;
  private final WorkloadReader reader;
  private final WorkQueue queue;
  private final BackstopMemory seen = new BackstopMemory();
  private boolean watching;
  private Timing.@Nullable Timer next;
  private boolean closed;

  /**
   * @param mayAct this process leads, by its own clock
   */
  public BackstopAgenda(ClusterPort cluster, BudgetChanges budgets, BooleanSupplier mayAct) {
    this.cluster = cluster;
    this.budgets = budgets;
    this.mayAct = mayAct;
    this.reader = new WorkloadReader(cluster.reads());
    this.queue = new WorkQueue(this::pass, cluster.timing());
  }

  /** Begins to listen. */
  public void start() {
    cluster.onChange(this::changed);
    cluster.onConfigurationChange(this::everything);
    scheduleNext();
  }

  private synchronized void scheduleNext() {
    if (!closed) {
      next = cluster.timing().after(SAFETY_NET, this::safetyNet);
    }
  }

  private void safetyNet() {
    try {
      everything();
    } finally {
      scheduleNext();
    }
  }

  /**
   * At the start of a term too: what is protected, and what has a backstop and may be no longer.
   */
  public void everything() {
    if (!mayAct.getAsBoolean()) {
      return;
    }
    if (cluster.configuration().backstopPdb()) {
      watch();
      cluster.watched().labelled().stream().map(Watched.Labelled::ref).forEach(queue::add);
    }
    whereTheyAre();
  }

  private void whereTheyAre() {
    var _ =
        cluster
            .reads()
            .backstops()
            .whenComplete((found, failure) -> {
              if (failure == null) {
                found.forEach(queue::add);
              } else {
                LOG.atWarn().log("the backstops were not listed: {}", ReadFailed.words(failure));
                again();
              }
            });
  }

  private synchronized void again() {
    if (!closed && mayAct.getAsBoolean()) {
      var _ = cluster.timing().after(RETRY, this::whereTheyAre);
    }
  }

  private synchronized void watch() {
    if (!watching) {
      watching = true;
      budgets.onBudgetChange(this::budgetChanged);
    }
  }

  /** A surge changes nothing about a backstop, as long as the Deployment is protected. */
  private void changed(DeploymentRef ref) {
    if (!cluster.configuration().backstopPdb() || !mayAct.getAsBoolean()) {
      return;
    }
    boolean surging =
        cluster.watched().schedules().stream()
            .anyMatch(stored -> stored.content().deployment().equals(ref));
    if (!surging || cluster.watched().labelled(ref).isEmpty()) {
      queue.add(ref);
    }
  }

  private void budgetChanged(String namespace) {
    if (cluster.configuration().backstopPdb() && mayAct.getAsBoolean()) {
      cluster.watched().labelledIn(namespace).stream()
          .map(Watched.Labelled::ref)
          .forEach(queue::add);
    }
  }

  private CompletionStage<Pass> pass(DeploymentRef ref) {
    return step(ref, 0)
        .exceptionally(e -> new Pass.Failed("reading failed: " + ReadFailed.words(e)));
  }

  private CompletionStage<Pass> step(DeploymentRef ref, int stepsBefore) {
    if (!mayAct.getAsBoolean()) {
      return ended(new Pass.Waits(Optional.empty()));
    }
    if (stepsBefore == MOST_STEPS) {
      return ended(new Pass.Failed("more than " + MOST_STEPS + " steps in a row"));
    }
    Configuration configuration = cluster.configuration();
    long asked = cluster.timing().now().nanos();
    return reader
        .read(ref, cluster.watched(), configuration)
        .thenCompose(workload -> decide(workload, asked, stepsBefore));
  }

  private CompletionStage<Pass> decide(WorkloadSnapshot workload, long asked, int stepsBefore) {
    var now = cluster.timing().now();
    Duration seenFor = seen.look(workload.ref(), Backstop.of(workload), asked, now.nanos());
    return switch (Backstop.next(
        workload, cluster.configurationFor(workload), seenFor, now.wall())) {
      case Step.Done done -> ended(new Pass.Waits(Optional.empty()));
      case Step.Wait(String forWhat, Optional<Instant> until) -> ended(new Pass.Waits(until));
      case Step.Write(ProtocolWrite write, var reports) ->
          write(workload.ref(), write, stepsBefore);
    };
  }

  private CompletionStage<Pass> write(DeploymentRef ref, ProtocolWrite write, int stepsBefore) {
    CompletionStage<WriteOutcome> written =
        mayAct.getAsBoolean()
            ? cluster.perform(write)
            : CompletableFuture.completedFuture(
                new WriteOutcome.Refused("this process no longer leads"));
    return written.thenCompose(outcome -> {
      LOG.atInfo()
          .addKeyValue("namespace", ref.namespace())
          .addKeyValue("deployment", ref.name())
          .addKeyValue("write", Writes.describe(write))
          .addKeyValue("outcome", outcome.getClass().getSimpleName())
          .log("backstop");
      return switch (outcome) {
        case WriteOutcome.Done _ -> step(ref, stepsBefore + 1);
        case WriteOutcome.Stale _ -> step(ref, stepsBefore + 1);
        case WriteOutcome.Refused(String message) -> ended(new Pass.Failed("refused: " + message));
        case WriteOutcome.Unavailable(String message) ->
            ended(new Pass.Failed("the API server did not answer: " + message));
      };
    });
  }

  private static CompletionStage<Pass> ended(Pass pass) {
    return CompletableFuture.completedFuture(pass);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
    queue.close();
  }
}
