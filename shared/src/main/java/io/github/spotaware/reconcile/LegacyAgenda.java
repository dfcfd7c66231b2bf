package io.github.spotaware.reconcile;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LegacyObjects;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.reading.WorkloadReader;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.LegacyObject;
import io.github.spotaware.schedule.LegacySchedule;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.surge.AdoptLegacy;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the scaler's leader does about the ConfigMaps of the shell version: takes its surges over,
 * and says once of everything else that it is left alone. It runs beside the {@link Reconciler},
 * which drives what was taken over like any surge; compare-and-swap puts the two in order.
 */
public final class LegacyAgenda implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyAgenda.class);

  /** Creation, a later due time, deletion, and a second try for each. */
  private static final int MOST_STEPS = 6;

  private static final int MOST_REMEMBERED = 1_000;

  private final ClusterPort cluster;
  private final LegacyObjects legacy;
  private final BooleanSupplier mayAct;
  private final WorkloadReader reader;
  private final WorkQueue queue;
  private final Set<String> toldUids =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));

  /**
   * @param mayAct this process leads, by its own clock
   */
  public LegacyAgenda(ClusterPort cluster, LegacyObjects legacy, BooleanSupplier mayAct) {
    this.cluster = cluster;
    this.legacy = legacy;
    this.mayAct = mayAct;
    this.reader = new WorkloadReader(cluster.reads());
    this.queue = new WorkQueue(this::pass, cluster.timing());
  }

  /** Begins to listen. */
  public void start() {
    legacy.onLegacyChange(this::look);
    cluster.onConfigurationChange(this::everything);
    cluster.onChange(this::deploymentChanged);
  }

  /** At the start of a term too. */
  public void everything() {
    legacy.seen().forEach(this::look);
  }

  /** Its label may be new, or its surge may have come to where the two schedules can be joined. */
  private void deploymentChanged(DeploymentRef ref) {
    String name = LegacySchedule.nameOf(ref.name());
    legacy.seen().stream().filter(object -> object.name().equals(name)).forEach(this::look);
  }

  private void look(LegacyObject object) {
    if (!mayAct.getAsBoolean()) {
      return;
    }
    switch (object) {
      case LegacyObject.Surge(StoredLegacySchedule schedule) ->
          queue.add(schedule.content().deployment());
      case LegacyObject.Unreadable(String name, String uid, String why) ->
          ignored(name, uid, "it is not in the form of the shell version: " + why);
      case LegacyObject.Leftover(String name, String uid) ->
          tellOnce(
              Reason.LEGACY_LEFTOVER,
              name,
              uid,
              "ConfigMap "
                  + name
                  + " is a leftover of the shell version. It means nothing here and is left alone;"
                  + " it can be deleted once that version is gone");
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
    return legacy
        .schedule(ref)
        .thenCompose(found ->
            found
                .map(schedule ->
                    reader
                        .read(ref, cluster.watched(), configuration)
                        .thenCompose(snapshot -> decide(schedule, snapshot, stepsBefore)))
                .orElseGet(() -> ended(new Pass.Waits(Optional.empty()))));
  }

  private CompletionStage<Pass> decide(
      StoredLegacySchedule schedule, WorkloadSnapshot snapshot, int stepsBefore) {
    return switch (AdoptLegacy.next(
        schedule, snapshot, cluster.configurationFor(snapshot), cluster.timing().now().wall())) {
      case AdoptLegacy.Decision.Take(Step.Write step) -> take(snapshot.ref(), step, stepsBefore);
      case AdoptLegacy.Decision.Later(var at) -> ended(new Pass.Waits(Optional.of(at)));
      case AdoptLegacy.Decision.NotOurs(String why) -> ended(new Pass.Waits(Optional.empty()));
      case AdoptLegacy.Decision.LeaveAlone(String why) -> {
        ignored(schedule.name(), schedule.uid(), why);
        yield ended(new Pass.Waits(Optional.empty()));
      }
    };
  }

  private CompletionStage<Pass> take(DeploymentRef ref, Step.Write step, int stepsBefore) {
    CompletionStage<WriteOutcome> written =
        mayAct.getAsBoolean()
            ? cluster.perform(step.write())
            : CompletableFuture.completedFuture(
                new WriteOutcome.Refused("this process no longer leads"));
    return written.thenCompose(outcome -> {
      LOG.atInfo()
          .addKeyValue("namespace", ref.namespace())
          .addKeyValue("deployment", ref.name())
          .addKeyValue("write", step.write().getClass().getSimpleName())
          .addKeyValue("outcome", outcome.getClass().getSimpleName())
          .log("taking over from the shell version");
      return switch (outcome) {
        case WriteOutcome.Done done -> {
          cluster.tell(step.reports());
          yield step(ref, stepsBefore + 1);
        }
        case WriteOutcome.Stale stale -> step(ref, stepsBefore + 1);
        case WriteOutcome.Refused(String message) -> ended(new Pass.Failed("refused: " + message));
        case WriteOutcome.Unavailable(String message) ->
            ended(new Pass.Failed("the API server did not answer: " + message));
      };
    });
  }

  private void ignored(String name, String uid, String why) {
    tellOnce(
        Reason.LEGACY_SCHEDULE_IGNORED,
        name,
        uid,
        "ConfigMap " + name + " of the shell version is left alone: " + why);
  }

  private void tellOnce(Reason reason, String name, String uid, String note) {
    if (toldUids.add(uid)) {
      cluster.tell(
          List.of(
              new Report(
                  reason,
                  new Report.Subject("v1", "ConfigMap", ScheduleName.NAMESPACE, name, uid),
                  note)));
    }
  }

  private static CompletionStage<Pass> ended(Pass pass) {
    return CompletableFuture.completedFuture(pass);
  }

  @Override
  public void close() {
    queue.close();
  }
}
