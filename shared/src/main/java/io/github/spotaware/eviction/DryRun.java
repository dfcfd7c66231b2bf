package io.github.spotaware.eviction;

import io.github.spotaware.config.UnsurgeablePolicy;
import io.github.spotaware.report.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Rule 5: a dry run is allowed, nothing is written or waited for, and a warning says what would be.
 */
final class DryRun implements EvictionRule {
  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    boolean asked = context.request().dryRun();
    boolean configured = context.configuration().dryRun() && !context.surging();
    if (!asked && !configured) {
      return Optional.empty();
    }
    String deployment = "Deployment " + context.workload().ref();
    String would =
        deployment
            + Unsurgeable.why(context)
                .map(why -> " cannot run a second pod (" + why + "): " + underPolicy(context))
                .orElseGet(() -> whatWouldBe(context))
            + (configured ? "; the configuration says dry-run, so it goes through" : "");
    return Optional.of(
        new EvictionDecision.Allow(
            Reason.DRY_RUN, would, List.of("spot-aware-scaler: " + would), List.of()));
  }

  private static String underPolicy(EvictionContext context) {
    return context.configuration().unsurgeablePolicy() == UnsurgeablePolicy.DENY
        ? "the " + context.removal() + " would be denied"
        : "the " + context.removal() + " would be let through";
  }

  private static String whatWouldBe(EvictionContext context) {
    return context.surging()
        ? " is surging: the " + context.removal() + " would be held until a replacement serves"
        : " would be scaled from 1 to 2, and the "
            + context.removal()
            + " held until the replacement serves";
  }
}
