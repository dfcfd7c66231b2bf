package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.Rejection;

/**
 * Hears of calls that got no judgement; for metrics. Called from many threads, and must not block.
 */
public interface ServerObserver {
  /** A request was no admission review that its path takes and got a 4xx. */
  void rejected(Rejection rejection);

  /** The handler threw, and the call got a 500. */
  void failed(Throwable failure);
}
