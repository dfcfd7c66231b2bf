package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.CountCall;

/**
 * Judges writes of a Deployment's count. Called on a virtual thread of its own for each call, so it
 * may block, below the three seconds after which the API server goes on without it.
 */
@FunctionalInterface
public interface CountHandler {
  /**
   * Answers one call. An exception becomes HTTP 500, upon which the API server applies its
   * failurePolicy.
   */
  AdmissionAnswer handle(CountCall call);
}
