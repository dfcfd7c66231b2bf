package io.github.spotaware.eviction;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import java.util.Optional;
import java.util.Set;

/** Rule 1: the namespace is out of scope, or no labelled Deployment is in it. From memory. */
public final class OutOfScope implements EvictionRule {

  /**
   * The rule before anything is read.
   *
   * @param namespacesWithLabelled the namespaces that have a labelled Deployment, from a cache
   */
  public static Optional<EvictionDecision> fromMemory(
      String namespace, Set<String> namespacesWithLabelled, Configuration configuration) {
    if (!configuration.inScope(namespace)) {
      return Optional.of(allow("namespace " + namespace + " is out of scope"));
    }
    if (!namespacesWithLabelled.contains(namespace)) {
      return Optional.of(allow("namespace " + namespace + " has no protected Deployment"));
    }
    return Optional.empty();
  }

  /** A hold ends when its namespace leaves the scope. */
  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    String namespace = context.request().namespace();
    return context.configuration().inScope(namespace)
        ? Optional.empty()
        : Optional.of(allow("namespace " + namespace + " is out of scope"));
  }

  private static EvictionDecision allow(String message) {
    return EvictionDecision.Allow.because(Reason.OUT_OF_SCOPE, message);
  }
}
