package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.AdmissionAnswers;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.EvictionCall;
import io.github.spotaware.webhook.admission.GoDuration;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /evictions}: from a request to the handler and back. */
final class EvictionsRoute extends ReviewRoute<EvictionCall> {
  private static final Logger log = LoggerFactory.getLogger(EvictionsRoute.class);

  private final EvictionHandler handler;
  private final ServerObserver observer;
  private final InstantSource clock;

  EvictionsRoute(
      EvictionHandler handler,
      ServerObserver observer,
      InstantSource clock,
      InFlight inFlight,
      Draining draining) {
    super(EvictionCall.class, AdmissionReviews::readEviction, observer, inFlight, draining);
    this.handler = handler;
    this.observer = observer;
    this.clock = clock;
  }

  @Override
  void judge(Context ctx, Request request, EvictionCall call) {
    HangUpProbe probe =
        new HangUpProbe(request.getConnectionMetaData().getConnection().getEndPoint());
    try {
      AdmissionAnswer answer = handler.handle(call, timing(ctx, request), probe);
      ctx.contentType("application/json").result(AdmissionAnswers.write(call.reviewUid(), answer));
    } catch (RuntimeException | Error e) {
      log.atError()
          .setCause(e)
          .addKeyValue("namespace", call.namespace())
          .addKeyValue("pod", call.podName())
          .log("Judging an eviction failed; the API server applies its failurePolicy");
      observer.failed(e);
      ctx.status(500)
          .contentType("text/plain")
          .result("judging the eviction failed: see the log\n");
    }
    if (probe.finish()) {
      closeAfterwards(ctx);
    }
  }

  private CallTiming timing(Context ctx, Request request) {
    long arrivalNanos = request.getBeginNanoTime();
    Instant arrival = clock.instant().minusNanos(System.nanoTime() - arrivalNanos);
    Optional<Duration> timeout =
        Optional.ofNullable(ctx.queryParam("timeout")).flatMap(GoDuration::parse);
    return new CallTiming(arrival, arrivalNanos, timeout);
  }
}
