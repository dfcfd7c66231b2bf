package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.AdmissionAnswers;
import io.github.spotaware.webhook.admission.GoDuration;
import io.github.spotaware.webhook.admission.Reading;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route whose calls may be held: it measures their time, and notices who hangs up. */
abstract class HeldRoute<C extends Reading> extends ReviewRoute<C> {
  private static final Logger log = LoggerFactory.getLogger(HeldRoute.class);

  /** What is asked about, for people. */
  record About(String removal, String reviewUid, String namespace, String podName) {}

  private final ServerObserver observer;
  private final InstantSource clock;

  HeldRoute(
      Class<C> kind,
      Reader reader,
      ServerObserver observer,
      InstantSource clock,
      InFlight inFlight,
      Draining draining) {
    super(kind, reader, observer, inFlight, draining);
    this.observer = observer;
    this.clock = clock;
  }

  abstract About about(C call);

  abstract AdmissionAnswer answer(C call, CallTiming timing, Caller caller);

  @Override
  final void judge(Context ctx, Request request, C call) {
    HangUpProbe probe =
        new HangUpProbe(request.getConnectionMetaData().getConnection().getEndPoint());
    About about = about(call);
    try {
      AdmissionAnswer answer = answer(call, timing(ctx, request), probe);
      ctx.contentType("application/json").result(AdmissionAnswers.write(about.reviewUid(), answer));
    } catch (RuntimeException | Error e) {
      log.atError()
          .setCause(e)
          .addKeyValue("namespace", about.namespace())
          .addKeyValue("pod", about.podName())
          .log("Judging the {} failed; the API server applies its failurePolicy", about.removal());
      observer.failed(e);
      ctx.status(500)
          .contentType("text/plain")
          .result("judging the " + about.removal() + " failed: see the log\n");
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
