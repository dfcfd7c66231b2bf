package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.AdmissionAnswers;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.EvictionCall;
import io.github.spotaware.webhook.admission.GoDuration;
import io.github.spotaware.webhook.admission.Reading;
import io.github.spotaware.webhook.admission.Rejection;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /evictions}: from a request to the handler and back. */
final class EvictionsRoute implements Handler {
  private static final Logger log = LoggerFactory.getLogger(EvictionsRoute.class);

  private final EvictionHandler handler;
  private final ServerObserver observer;
  private final InstantSource clock;
  private final InFlight inFlight;
  private final BooleanSupplier draining;

  EvictionsRoute(
      EvictionHandler handler,
      ServerObserver observer,
      InstantSource clock,
      InFlight inFlight,
      BooleanSupplier draining) {
    this.handler = handler;
    this.observer = observer;
    this.clock = clock;
    this.inFlight = inFlight;
    this.draining = draining;
  }

  @Override
  public void handle(Context ctx) {
    Request request = ServletContextRequest.getServletContextRequest(ctx.req());
    inFlight.enter();
    // Runs once the answer is written, or can't be any more.
    Request.addCompletionListener(request, _ -> inFlight.leave());
    switch (read(ctx)) {
      case Rejection rejection -> reject(ctx, rejection);
      case EvictionCall call -> judge(ctx, request, call);
    }
    if (draining.getAsBoolean()) {
      closeAfterwards(ctx);
    }
  }

  /** Turns a request away and says why. */
  void reject(Context ctx, Rejection rejection) {
    log.atDebug().addKeyValue("status", rejection.status()).log("Rejected: {}", rejection.text());
    observer.rejected(rejection);
    ctx.status(rejection.status()).contentType("text/plain").result(rejection.text() + "\n");
  }

  private static Reading read(Context ctx) {
    String contentType = Objects.requireNonNullElse(ctx.contentType(), "");
    Optional<Rejection> rejected = AdmissionReviews.rejectType(contentType);
    if (rejected.isPresent()) {
      return rejected.get();
    }
    try {
      return AdmissionReviews.readEviction(contentType, RequestBody.read(ctx.bodyInputStream()));
    } catch (IOException | HttpException.RuntimeException e) {
      return new Rejection(400, "the body ended early or is badly framed: " + e.getMessage());
    }
  }

  private void judge(Context ctx, Request request, EvictionCall call) {
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

  private static void closeAfterwards(Context ctx) {
    ctx.header("Connection", "close");
  }
}
