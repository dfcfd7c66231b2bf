package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.DeleteCall;
import java.time.InstantSource;

/** {@code POST /deletes}: from a request to the handler and back. */
final class DeletesRoute extends HeldRoute<DeleteCall> {
  private final DeleteHandler handler;

  DeletesRoute(
      DeleteHandler handler,
      ServerObserver observer,
      InstantSource clock,
      InFlight inFlight,
      Draining draining) {
    super(DeleteCall.class, AdmissionReviews::readDelete, observer, clock, inFlight, draining);
    this.handler = handler;
  }

  @Override
  About about(DeleteCall call) {
    return new About("delete", call.reviewUid(), call.namespace(), call.podName());
  }

  @Override
  AdmissionAnswer answer(DeleteCall call, CallTiming timing, Caller caller) {
    return handler.handle(call, timing, caller);
  }
}
