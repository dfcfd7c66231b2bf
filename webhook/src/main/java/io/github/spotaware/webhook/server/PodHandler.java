package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionAnswer;
import io.github.spotaware.webhook.admission.PodCall;

/**
 * Judges pods that are about to be created. Must not block: each pod that a ReplicaSet makes waits
 * for it, and the API server goes on without it after a second.
 */
@FunctionalInterface
public interface PodHandler {
  /**
   * Answers one call. An exception becomes HTTP 500, upon which the API server applies its
   * failurePolicy.
   */
  AdmissionAnswer handle(PodCall call);
}
