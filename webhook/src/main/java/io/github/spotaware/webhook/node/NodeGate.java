package io.github.spotaware.webhook.node;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.webhook.admission.NodeCall;
import io.github.spotaware.webhook.server.NodeHandler;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Picks from the changes that the API server asks about those that make a node a doomed one. Its
 * matchConditions are static and the configuration is live, so it asks about any new taint.
 */
public final class NodeGate implements NodeHandler {
  private final Supplier<Configuration> configuration;
  private final Metrics metrics;
  private final Consumer<String> expected;

  /**
   * @param expected told the node's name; must not block
   */
  public NodeGate(
      Supplier<Configuration> configuration, Metrics metrics, Consumer<String> expected) {
    this.configuration = configuration;
    this.metrics = metrics;
    this.expected = expected;
  }

  @Override
  public void asked(NodeCall call) {
    metrics.nodeCall(
        call.deleted() ? "delete" : call.becomesUnschedulable() ? "unschedulable" : "taint");
    boolean doomed =
        call.deleted()
            || call.becomesUnschedulable()
            || !Collections.disjoint(call.newTaints(), configuration.get().disruptionTaints());
    if (doomed && !call.dryRun()) {
      expected.accept(call.name());
    }
  }
}
