package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswers;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.DeploymentCall;
import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /deployments}: from a request to the handler and back. */
final class DeploymentsRoute extends ReviewRoute<DeploymentCall> {
  private static final Logger log = LoggerFactory.getLogger(DeploymentsRoute.class);

  private final DeploymentHandler handler;
  private final ServerObserver observer;

  DeploymentsRoute(
      DeploymentHandler handler, ServerObserver observer, InFlight inFlight, Draining draining) {
    super(DeploymentCall.class, AdmissionReviews::readDeployment, observer, inFlight, draining);
    this.handler = handler;
    this.observer = observer;
  }

  @Override
  void judge(Context ctx, Request request, DeploymentCall call) {
    try {
      ctx.contentType("application/json")
          .result(AdmissionAnswers.write(call.reviewUid(), handler.handle(call)));
    } catch (RuntimeException | Error e) {
      log.atError()
          .setCause(e)
          .addKeyValue("namespace", call.change().after().namespace())
          .addKeyValue("deployment", call.change().after().name())
          .log("Judging a Deployment failed; the API server applies its failurePolicy");
      observer.failed(e);
      ctx.status(500)
          .contentType("text/plain")
          .result("judging the Deployment failed: see the log\n");
    }
  }
}
