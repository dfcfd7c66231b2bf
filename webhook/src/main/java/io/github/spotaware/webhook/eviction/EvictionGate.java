package io.github.spotaware.webhook.eviction;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.eviction.EvictionDecision;
import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.OutOfScope;
import io.github.spotaware.hold.Hold;
import io.github.spotaware.hold.HoldEffect.Answer;
import io.github.spotaware.hold.HoldEvent;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.Watched;
import io.github.spotaware.report.Reason;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.EvictionCall;
import io.github.spotaware.webhook.server.CallTiming;
import io.github.spotaware.webhook.server.Caller;
import io.github.spotaware.webhook.server.EvictionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges evictions, and for {@link DeleteGate} direct deletes: from memory where rule 1 says so,
 * otherwise by a {@link Hold}.
 */
public final class EvictionGate implements EvictionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(EvictionGate.class);

  /**
   * So many calls at a time, beside those that are held or in line, have a look at their pod before
   * their time is up, however busy the API server is, and fit into the heap, each with a connection
   * of its own.
   */
  private static final int MOST_CALLS = 200;

  /** No call of the API server lives longer (its own bound is 30 s), so no answer is waited for. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(35);

  private final ClusterPort cluster;
  private final OpenHolds holds;
  private final HoldMemory memory;
  private final WakeUps wakeUps;
  private final Metrics metrics;

  /**
   * @param wakeUps makes what held evictions are woken by, given whom to tell
   */
  public EvictionGate(
      ClusterPort cluster, Metrics metrics, Function<WakeUps.Listener, WakeUps> wakeUps) {
    this.cluster = cluster;
    this.metrics = metrics;
    this.holds = new OpenHolds(metrics);
    this.memory = new HoldMemory();
    this.wakeUps = wakeUps.apply(holds);
    cluster.onChange(holds::changed);
    cluster.onChange(new CancelledSurges(cluster, memory)::changed);
    cluster.onConfigurationChange(holds::allChanged);
  }

  @Override
  public AdmissionAnswer handle(EvictionCall call, CallTiming timing, Caller caller) {
    Answer answer = await(judge(call, timing, caller));
    Duration open = Duration.ofNanos(cluster.timing().now().nanos() - timing.arrivalNanos());
    metrics.decided(answer.allowed(), answer.reason(), open);
    LOG.atInfo()
        .addKeyValue("review", call.reviewUid())
        .addKeyValue("namespace", call.namespace())
        .addKeyValue("pod", call.podName())
        .addKeyValue("user", call.user())
        .addKeyValue("answer", answer.allowed() ? "allowed" : "denied")
        .addKeyValue("reason", answer.reason().text())
        .addKeyValue("openMillis", open.toMillis())
        .log(answer.message());
    return admission(answer);
  }

  static AdmissionAnswer admission(Answer answer) {
    return answer.allowed()
        ? new AdmissionAnswer.Allow(answer.warnings())
        : AdmissionAnswer.Deny.tooManyRequests(answer.reason().text() + ": " + answer.message());
  }

  /**
   * Begins to judge one eviction; the stage ends with the one answer, within the call's time.
   *
   * @param caller tells whether anyone still waits, until the stage has ended
   */
  public CompletionStage<Answer> judge(EvictionCall call, CallTiming timing, Caller caller) {
    return judge(
        new EvictionRequest(
            call.namespace(), call.podName(), call.preconditionUid(), call.dryRun()),
        timing,
        caller);
  }

  /** The same, whichever call asks for it: they share holds, tickets and max-hold. */
  CompletionStage<Answer> judge(EvictionRequest request, CallTiming timing, Caller caller) {
    Configuration configuration = cluster.configuration();
    Watched watched = cluster.watched();
    Optional<EvictionDecision> fromMemory =
        watched.current() || (watched.configured() && !configuration.inScope(request.namespace()))
            ? OutOfScope.fromMemory(request.namespace(), watched.namespaces(), configuration)
            : Optional.empty();
    if (fromMemory.isPresent() && fromMemory.get() instanceof EvictionDecision.Allow allow) {
      return CompletableFuture.completedFuture(answer(allow));
    }
    int places = configuration.maxConcurrentHolds();
    if (holds.calls() >= MOST_CALLS + 2 * places
        || (holds.turns().isFull(places) && isCrowdedOut(request, watched))) {
      return CompletableFuture.completedFuture(tooMany(request));
    }
    Hold hold =
        new Hold(
            request,
            configuration.holdTime(),
            timing.timeout(),
            new Moment(timing.arrival(), timing.arrivalNanos()));
    return new HoldRunner(request, hold, caller, cluster, holds, memory, wakeUps).start();
  }

  /** It has been a moment ago, and would not come first now. */
  private boolean isCrowdedOut(EvictionRequest request, Watched watched) {
    return memory
        .crowdedOut(request, cluster.timing().now().nanos())
        .filter(deployments -> !watched.isSurging(deployments))
        .isPresent();
  }

  /**
   * Without a look at the cluster: what asks again and again must not slow those whose turn it is.
   */
  private static Answer tooMany(EvictionRequest request) {
    return new Answer(
        false,
        Reason.TOO_MANY_HOLDS,
        "too many evictions and deletes are decided at once; the "
            + request.removal().text()
            + " of pod "
            + request.podName()
            + " waits for its turn; ask again",
        List.of());
  }

  static Answer answer(EvictionDecision.Allow allow) {
    return new Answer(true, allow.reason(), allow.message(), allow.warnings());
  }

  static Answer await(CompletionStage<Answer> answer) {
    try {
      return answer.toCompletableFuture().get(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the hold failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the hold gave no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Answers all that is held. */
  public void drain() {
    holds.feedAll(new HoldEvent.Draining());
  }

  /** Evictions held now. */
  public int open() {
    return holds.count();
  }
}
