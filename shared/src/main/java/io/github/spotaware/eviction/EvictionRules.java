package io.github.spotaware.eviction;

import java.util.List;
import java.util.Optional;

/** The eviction decision: the seven rules, in order. Pure: same context, same decision. */
public final class EvictionRules {
  private static final List<EvictionRule> IN_ORDER =
      List.of(
          new OutOfScope(),
          new PodGone(),
          new NotProtected(),
          new NotReady(),
          new DryRun(),
          new Unsurgeable(),
          new Release());

  private EvictionRules() {}

  public static EvictionDecision decide(EvictionContext context) {
    return BackstopFirst.before(
        IN_ORDER.stream()
            .map(rule -> rule.decide(context))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the last rule decides always")),
        context);
  }
}
