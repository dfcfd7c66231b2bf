package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.AdmissionAnswers;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.NodeCall;
import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /nodes}: every change is let through at once, whatever comes of it here. */
final class NodesRoute extends ReviewRoute<NodeCall> {
  private static final Logger log = LoggerFactory.getLogger(NodesRoute.class);

  private final NodeHandler handler;
  private final ServerObserver observer;

  NodesRoute(NodeHandler handler, ServerObserver observer, InFlight inFlight, Draining draining) {
    super(NodeCall.class, AdmissionReviews::readNode, observer, inFlight, draining);
    this.handler = handler;
    this.observer = observer;
  }

  @Override
  void judge(Context ctx, Request request, NodeCall call) {
    try {
      handler.asked(call);
    } catch (RuntimeException e) {
      log.atError().setCause(e).addKeyValue("node", call.name()).log("A change was not heard of");
      observer.failed(e);
    }
    ctx.contentType("application/json")
        .result(AdmissionAnswers.write(call.reviewUid(), AdmissionAnswer.Allow.silently()));
  }
}
