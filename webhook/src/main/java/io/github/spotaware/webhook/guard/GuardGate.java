package io.github.spotaware.webhook.guard;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.guard.CountWrite;
import io.github.spotaware.guard.GuardDecision;
import io.github.spotaware.guard.SurgeGuard;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.reading.WorkloadReader;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.CountCall;
import io.github.spotaware.webhook.server.CountHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for writes of a Deployment's count: from memory where the Deployment is not protected,
 * otherwise by live reads. Never fails, and never answers late.
 */
public final class GuardGate implements CountHandler {
  private static final Logger LOG = LoggerFactory.getLogger(GuardGate.class);

  /** The API server goes on without us after 3 s. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  private final ClusterPort cluster;
  private final BooleanSupplier configured;
  private final Metrics metrics;
  private final WorkloadReader reader;

  /**
   * @param configured whether the configuration in force has been read; by the defaults nothing is
   *     kept
   */
  public GuardGate(ClusterPort cluster, BooleanSupplier configured, Metrics metrics) {
    this.cluster = cluster;
    this.configured = configured;
    this.metrics = metrics;
    this.reader = new WorkloadReader(cluster.reads());
  }

  @Override
  public AdmissionAnswer handle(CountCall call) {
    GuardDecision decision = judge(call.write()).toCompletableFuture().join();
    return switch (decision) {
      case GuardDecision.Pass(GuardDecision.Cause cause) -> {
        tell(call, cause.text(), "");
        yield AdmissionAnswer.Allow.silently();
      }
      case GuardDecision.Keep(String warning) -> keep(call, "kept", warning);
      case GuardDecision.Follow follow -> keep(call, "followed", follow.warning());
    };
  }

  private AdmissionAnswer keep(CountCall call, String answer, String warning) {
    tell(call, answer, warning);
    return new AdmissionAnswer.AllowWithPatch(
        CountPatch.of(call), List.of("spot-aware-scaler: " + warning));
  }

  /** Begins to judge one write; the stage ends within {@link #DEADLINE}, and does not fail. */
  public CompletionStage<GuardDecision> judge(CountWrite write) {
    if (!configured.getAsBoolean()) {
      return CompletableFuture.completedFuture(
          new GuardDecision.Pass(GuardDecision.Cause.UNDECIDED));
    }
    Watched watched = cluster.watched();
    Optional<Boolean> labelled =
        watched.current()
            ? Optional.of(watched.labelled(write.deployment()).isPresent())
            : Optional.empty();
    Optional<GuardDecision.Pass> passes =
        SurgeGuard.fromMemory(write, cluster.configuration(), labelled);
    return passes
        .<CompletionStage<GuardDecision>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> byReads(write));
  }

  private CompletionStage<GuardDecision> byReads(CountWrite write) {
    CompletableFuture<GuardDecision> answer = new CompletableFuture<>();
    Timing.Timer timer =
        cluster
            .timing()
            .after(DEADLINE, () -> answer.complete(undecided(write, "no answer in time")));
    var _ =
        decide(write, answer)
            .exceptionally(failure -> undecided(write, ReadFailed.words(failure)))
            .whenComplete((decision, _) -> {
              timer.cancel();
              answer.complete(decision);
            });
    return answer;
  }

  private CompletionStage<GuardDecision> decide(
      CountWrite write, CompletableFuture<GuardDecision> answer) {
    Configuration configuration = cluster.configuration();
    return reader
        .read(write.deployment(), cluster.watched(), configuration)
        .thenCompose(live -> {
          GuardDecision decision =
              SurgeGuard.decide(
                  write, live, cluster.configurationFor(live), cluster.timing().now().wall());
          return decision instanceof GuardDecision.Follow follow && !answer.isDone()
              ? begin(follow, write, answer)
              : CompletableFuture.completedFuture(decision);
        });
  }

  /** What has changed since is read again, until someone's time is over. */
  private CompletionStage<GuardDecision> begin(
      GuardDecision.Follow follow, CountWrite write, CompletableFuture<GuardDecision> answer) {
    return cluster
        .perform(follow.begin())
        .thenCompose(outcome ->
            switch (outcome) {
              case WriteOutcome.Done _ -> CompletableFuture.completedFuture(follow);
              case WriteOutcome.Stale _ ->
                  answer.isDone()
                      ? CompletableFuture.completedFuture(follow)
                      : decide(write, answer);
              case WriteOutcome.Refused(String message) ->
                  CompletableFuture.completedFuture(undecided(write, message));
              case WriteOutcome.Unavailable(String message) ->
                  CompletableFuture.completedFuture(undecided(write, message));
            });
  }

  private GuardDecision undecided(CountWrite write, String why) {
    Optional<StoredSchedule> watched =
        cluster.watched().schedules().stream()
            .filter(stored -> stored.content().deployment().equals(write.deployment()))
            .findFirst();
    return SurgeGuard.undecided(write, watched, why, cluster.timing().now().wall());
  }

  private void tell(CountCall call, String answer, String message) {
    metrics.countCall(answer);
    if (!message.isEmpty()) {
      LOG.atInfo()
          .addKeyValue("review", call.reviewUid())
          .addKeyValue("namespace", call.write().deployment().namespace())
          .addKeyValue("deployment", call.write().deployment().name())
          .addKeyValue("user", call.user())
          .addKeyValue("answer", answer)
          .addKeyValue("dryRun", call.write().dryRun())
          .log(message);
    }
  }
}
