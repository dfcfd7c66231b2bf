package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.GoDuration;
import io.github.spotaware.webhook.admission.Reading;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** A route whose calls may be held: it measures their time, and notices who hangs up. */
abstract class HeldRoute<C extends Reading> extends ReviewRoute<C> {
  private final InstantSource clock;

  HeldRoute(
      Class<C> kind,
      Reader reader,
      ServerObserver observer,
      InstantSource clock,
      InFlight inFlight,
      Draining draining) {
    super(kind, reader, observer, inFlight, draining);
    this.clock = clock;
  }

  abstract About about(C call);

  abstract AdmissionAnswer answer(C call, CallTiming timing, Caller caller);

  @Override
  final void judge(Context ctx, Request request, C call) {
    HangUpProbe probe =
        new HangUpProbe(request.getConnectionMetaData().getConnection().getEndPoint());
    answer(ctx, about(call), () -> answer(call, timing(ctx, request), probe));
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
