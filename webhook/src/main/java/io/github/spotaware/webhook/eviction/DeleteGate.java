package io.github.spotaware.webhook.eviction;

import io.github.spotaware.eviction.DirectDelete;
import io.github.spotaware.eviction.EvictionDecision;
import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.Removal;
import io.github.spotaware.hold.HoldEffect.Answer;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.DeleteCall;
import io.github.spotaware.webhook.server.CallTiming;
import io.github.spotaware.webhook.server.Caller;
import io.github.spotaware.webhook.server.DeleteHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges direct deletes of pods: from memory where {@link DirectDelete} says so, otherwise as the
 * evictions of the same pods are, by the same holds.
 */
public final class DeleteGate implements DeleteHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DeleteGate.class);

  private final ClusterPort cluster;
  private final EvictionGate evictions;
  private final Metrics metrics;

  public DeleteGate(ClusterPort cluster, EvictionGate evictions, Metrics metrics) {
    this.cluster = cluster;
    this.evictions = evictions;
    this.metrics = metrics;
  }

  @Override
  public AdmissionAnswer handle(DeleteCall call, CallTiming timing, Caller caller) {
    Answer answer = EvictionGate.await(judge(call, timing, caller));
    Duration open = Duration.ofNanos(cluster.timing().now().nanos() - timing.arrivalNanos());
    metrics.deleteDecided(answer.allowed(), answer.reason(), open);
    LOG.atInfo()
        .addKeyValue("review", call.reviewUid())
        .addKeyValue("namespace", call.namespace())
        .addKeyValue("pod", call.podName())
        .addKeyValue("user", call.user())
        .addKeyValue("answer", answer.allowed() ? "allowed" : "denied")
        .addKeyValue("reason", answer.reason().text())
        .addKeyValue("openMillis", open.toMillis())
        .log("delete: {}", answer.message());
    return EvictionGate.admission(answer);
  }

  /** Begins to judge one delete, as {@link EvictionGate#judge} does an eviction. */
  public CompletionStage<Answer> judge(DeleteCall call, CallTiming timing, Caller caller) {
    EvictionRequest request =
        new EvictionRequest(
            call.namespace(), call.podName(), call.podUid(), call.dryRun(), Removal.DELETE);
    Optional<EvictionDecision> fromMemory =
        new DirectDelete(request, call.terminating(), call.forced())
            .fromMemory(cluster.configuration());
    return fromMemory.isPresent() && fromMemory.get() instanceof EvictionDecision.Allow allow
        ? CompletableFuture.completedFuture(EvictionGate.answer(allow))
        : evictions.judge(request, timing, caller);
  }
}
