package io.github.spotaware.eviction;

import io.github.spotaware.report.Reason;
import java.util.Optional;

/**
 * Rule 4: the pod is not Ready and there is no schedule; evicting it takes no capacity away. With a
 * schedule it needs the ticket like any other.
 */
final class NotReady implements EvictionRule {
  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    return context.pod().ready() || context.surging()
        ? Optional.empty()
        : Optional.of(
            EvictionDecision.Allow.because(
                Reason.NOT_READY,
                "pod " + context.pod().name() + " is not Ready, so it serves nobody"));
  }
}
