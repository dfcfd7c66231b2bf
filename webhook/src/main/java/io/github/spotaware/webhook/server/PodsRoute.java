package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswers;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.PodCall;
import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /pods}: from a request to the handler and back. */
final class PodsRoute extends ReviewRoute<PodCall> {
  private static final Logger log = LoggerFactory.getLogger(PodsRoute.class);

  private final PodHandler handler;
  private final ServerObserver observer;

  PodsRoute(PodHandler handler, ServerObserver observer, InFlight inFlight, Draining draining) {
    super(PodCall.class, AdmissionReviews::readPod, observer, inFlight, draining);
    this.handler = handler;
    this.observer = observer;
  }

  @Override
  void judge(Context ctx, Request request, PodCall call) {
    try {
      ctx.contentType("application/json")
          .result(AdmissionAnswers.write(call.reviewUid(), handler.handle(call)));
    } catch (RuntimeException | Error e) {
      log.atError()
          .setCause(e)
          .addKeyValue("namespace", call.pod().namespace())
          .addKeyValue("pod", call.name())
          .log("Judging a pod failed; the API server applies its failurePolicy");
      observer.failed(e);
      ctx.status(500).contentType("text/plain").result("judging the pod failed: see the log\n");
    }
  }
}
