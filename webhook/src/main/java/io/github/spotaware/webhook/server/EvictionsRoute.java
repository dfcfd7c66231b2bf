package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.AdmissionReviews;
import io.github.spotaware.webhook.admission.EvictionCall;
import java.time.InstantSource;

/** {@code POST /evictions}: from a request to the handler and back. */
final class EvictionsRoute extends HeldRoute<EvictionCall> {
  private final EvictionHandler handler;

  EvictionsRoute(
      EvictionHandler handler,
      ServerObserver observer,
      InstantSource clock,
      InFlight inFlight,
      Draining draining) {
    super(EvictionCall.class, AdmissionReviews::readEviction, observer, clock, inFlight, draining);
    this.handler = handler;
  }

  @Override
  About about(EvictionCall call) {
    return new About("eviction", call.reviewUid(), call.namespace(), call.podName());
  }

  @Override
  AdmissionAnswer answer(EvictionCall call, CallTiming timing, Caller caller) {
    return handler.handle(call, timing, caller);
  }
}
