package io.github.spotaware.webhook.backstop;

import io.github.spotaware.backstop.BudgetChange;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.BudgetCall;
import io.github.spotaware.webhook.server.BudgetHandler;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for PodDisruptionBudgets of others. The backstops in the way of one are deleted and seen
 * gone before it is let through. It always is: never fails, and never answers late.
 */
public final class BudgetGate implements BudgetHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetGate.class);

  /** The API server goes on without us after 5 s. */
  static final Duration DEADLINE = Duration.ofSeconds(4);

  private static final Duration RETRY = Duration.ofMillis(250);

  private final ClusterPort cluster;
  private final Metrics metrics;

  public BudgetGate(ClusterPort cluster, Metrics metrics) {
    this.cluster = cluster;
    this.metrics = metrics;
  }

  @Override
  public AdmissionAnswer handle(BudgetCall call) {
    List<String> warnings = judge(call.change()).toCompletableFuture().join();
    metrics.budgetCall(warnings.isEmpty() ? "passed" : "warned");
    if (!warnings.isEmpty()) {
      LOG.atInfo()
          .addKeyValue("review", call.reviewUid())
          .addKeyValue("namespace", call.change().namespace())
          .addKeyValue("budget", call.change().name())
          .addKeyValue("user", call.user())
          .addKeyValue("dryRun", call.change().dryRun())
          .log(String.join("; ", warnings));
    }
    return new AdmissionAnswer.Allow(
        warnings.stream().map(warning -> "spot-aware-scaler: " + warning).toList());
  }

  /**
   * Begins to clear the way for one change; the stage ends with what its writer is told, within
   * {@link #DEADLINE}, and does not fail.
   *
   * <p>It always looks. Switched off, and with nothing protected, there may be one all the same:
   * until the scaler has deleted it, which may be dead.
   */
  public CompletionStage<List<String>> judge(BudgetChange change) {
    return new Clearing(change).start();
  }

  /** One change, until nothing is in its way or its time is over. */
  private final class Clearing {
    private final BudgetChange change;
    private final Set<String> deleted = new TreeSet<>();
    private final CompletableFuture<List<String>> answer = new CompletableFuture<>();
    private volatile String trouble = "no answer in time";

    private Clearing(BudgetChange change) {
      this.change = change;
    }

    private CompletionStage<List<String>> start() {
      Timing.Timer timer = cluster.timing().after(DEADLINE, () -> answer.complete(late()));
      look();
      return answer.whenComplete((_, _) -> timer.cancel());
    }

    private void look() {
      if (answer.isDone()) {
        return;
      }
      var _ =
          inTheWay()
              .thenCompose(this::delete)
              .whenComplete((gone, failure) -> {
                if (failure != null) {
                  again(ReadFailed.words(failure));
                } else if (gone) {
                  answer.complete(told());
                } else {
                  look();
                }
              });
    }

    private CompletionStage<List<DisruptionBudgetState>> inTheWay() {
      LiveReads reads = cluster.reads();
      String namespace = change.namespace();
      return reads
          .budgets(namespace)
          .thenCompose(budgets ->
              budgets.stream().noneMatch(budget -> budget.backstopOf().isPresent())
                  ? CompletableFuture.completedFuture(List.of())
                  : reads
                      .deployments(namespace, LabelSelector.everything())
                      .thenCombine(
                          reads.pods(namespace, change.selector()),
                          (deployments, pods) ->
                              change.backstopsInTheWay(budgets, deployments, pods)));
    }

    /** Whether nothing was in the way; otherwise they were deleted, and it is looked again. */
    private CompletionStage<Boolean> delete(List<DisruptionBudgetState> backstops) {
      if (change.dryRun() || backstops.isEmpty()) {
        backstops.forEach(this::remember);
        return CompletableFuture.completedFuture(true);
      }
      CompletionStage<Boolean> all = CompletableFuture.completedFuture(false);
      for (DisruptionBudgetState backstop : backstops) {
        all =
            all.thenCombine(
                cluster.perform(new DeleteBackstop(backstop)),
                (done, outcome) -> {
                  ended(backstop, outcome);
                  return done;
                });
      }
      return all;
    }

    private void ended(DisruptionBudgetState backstop, WriteOutcome outcome) {
      switch (outcome) {
        case WriteOutcome.Done _ -> remember(backstop);
        case WriteOutcome.Stale _ -> {
          // It has changed or is gone: the next look tells.
        }
        case WriteOutcome.Refused(String message) -> {
          trouble = message;
          answer.complete(late());
        }
        case WriteOutcome.Unavailable(String message) -> throw new ReadFailed(message);
      }
    }

    private void remember(DisruptionBudgetState backstop) {
      synchronized (deleted) {
        deleted.add(backstop.name());
      }
    }

    private void again(String why) {
      trouble = why;
      var _ = cluster.timing().after(RETRY, this::look);
    }

    private List<String> told() {
      List<String> warnings = new ArrayList<>();
      synchronized (deleted) {
        for (String name : deleted) {
          warnings.add(
              "the backstop PodDisruptionBudget "
                  + name
                  + (change.dryRun() ? " would make way for it" : " has made way for it")
                  + ": two on one pod would fail its evictions");
        }
      }
      return warnings;
    }

    private List<String> late() {
      List<String> warnings = new ArrayList<>(told());
      warnings.add(
          "whether a backstop PodDisruptionBudget is in its way could not be found out ("
              + trouble
              + "); while there is one, evictions of its pods fail with a 500");
      return warnings;
    }
  }
}
