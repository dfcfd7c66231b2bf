package io.github.spotaware.eviction;

import io.github.spotaware.backstop.Backstop;
import io.github.spotaware.eviction.EvictionDecision.Act;
import io.github.spotaware.eviction.EvictionDecision.Allow;
import io.github.spotaware.report.Reason;
import io.github.spotaware.surge.ProtocolWrite.DeleteBackstop;
import io.github.spotaware.surge.Step;
import java.util.List;

/**
 * Before rule 6 or {@code max-hold} lets a pod go, the Deployment's backstop is deleted and, by the
 * read after it, seen gone: it would hold up what was decided to go through. A direct delete asks
 * no budget.
 */
final class BackstopFirst {
  private BackstopFirst() {}

  static EvictionDecision before(EvictionDecision decision, EvictionContext context) {
    return goesWithoutReplacement(decision) && context.request().removal() == Removal.EVICTION
        ? Backstop.of(context.workload())
            .<EvictionDecision>map(
                backstop -> new Act(new Step.Write(new DeleteBackstop(backstop), List.of())))
            .orElse(decision)
        : decision;
  }

  private static boolean goesWithoutReplacement(EvictionDecision decision) {
    return decision instanceof Allow allow
        && (allow.reason() == Reason.NOT_SURGEABLE
            || allow.reason() == Reason.EVICTION_HOLD_EXPIRED);
  }
}
