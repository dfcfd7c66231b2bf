package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswers;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.CountCall;
import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /counts}: from a request to the handler and back. */
final class CountsRoute extends ReviewRoute<CountCall> {
  private static final Logger log = LoggerFactory.getLogger(CountsRoute.class);

  private final CountHandler handler;
  private final ServerObserver observer;

  CountsRoute(CountHandler handler, ServerObserver observer, InFlight inFlight, Draining draining) {
    super(CountCall.class, AdmissionReviews::readCount, observer, inFlight, draining);
    this.handler = handler;
    this.observer = observer;
  }

  @Override
  void judge(Context ctx, Request request, CountCall call) {
    try {
      ctx.contentType("application/json")
          .result(AdmissionAnswers.write(call.reviewUid(), handler.handle(call)));
    } catch (RuntimeException | Error e) {
      log.atError()
          .setCause(e)
          .addKeyValue("namespace", call.write().deployment().namespace())
          .addKeyValue("deployment", call.write().deployment().name())
          .log("Judging a count failed; the API server applies its failurePolicy");
      observer.failed(e);
      ctx.status(500).contentType("text/plain").result("judging the count failed: see the log\n");
    }
  }
}
