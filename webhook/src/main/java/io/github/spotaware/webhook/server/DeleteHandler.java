package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.DeleteCall;

/**
 * Judges direct deletes of pods. Called on a virtual thread of its own for each call, so it may
 * block to hold one.
 */
@FunctionalInterface
public interface DeleteHandler {
  /**
   * Answers one call, on the terms of {@link EvictionHandler#handle}.
   *
   * @param timing when the call came and how long its caller waits
   * @param caller tells whether anyone still waits; not to be used after returning
   */
  AdmissionAnswer handle(DeleteCall call, CallTiming timing, Caller caller);
}
