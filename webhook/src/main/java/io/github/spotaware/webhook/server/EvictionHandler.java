package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.EvictionCall;

/**
 * Judges evictions. Called on a virtual thread of its own for each call, so it may block to hold
 * one.
 */
@FunctionalInterface
public interface EvictionHandler {
  /**
   * Answers one call. It has to return within the call's time and soon after {@link
   * WebhookServer#onDrain} was run. An exception becomes HTTP 500, upon which the API server
   * applies its failurePolicy.
   *
   * @param timing when the call came and how long its caller waits
   * @param caller tells whether anyone still waits; not to be used after returning
   */
  AdmissionAnswer handle(EvictionCall call, CallTiming timing, Caller caller);
}
