package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.NodeCall;

/** Hears of changes of Nodes, which are all let through. Must not block. */
@FunctionalInterface
public interface NodeHandler {
  /**
   * The API server asks about a change, which may still be refused or never be persisted. An
   * exception changes nothing about the answer.
   */
  void asked(NodeCall call);
}
