package io.github.spotaware.eviction;

import io.github.spotaware.report.Reason;
import java.util.Optional;

/**
 * Rule 4: no pod of the Deployment is Ready and there is no schedule; evicting one takes no
 * capacity away. With a schedule it needs the ticket like any other. So it does where another pod
 * is Ready, for it may be that of a rollout: until it is deleted it may get Ready, and then the
 * Deployment controller takes the other one away.
 */
final class NotReady implements EvictionRule {
  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    return context.pod().ready() || context.surging() || anotherIsReady(context)
        ? Optional.empty()
        : Optional.of(
            EvictionDecision.Allow.because(
                Reason.NOT_READY,
                "pod " + context.pod().name() + " is not Ready, so it serves nobody"));
  }

  private static boolean anotherIsReady(EvictionContext context) {
    return context.workload().ownedPods().stream()
        .filter(pod -> !pod.uid().equals(context.pod().uid()))
        .anyMatch(pod -> pod.active() && pod.ready());
  }
}
