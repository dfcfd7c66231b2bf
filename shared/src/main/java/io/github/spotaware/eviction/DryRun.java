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
    if (!context.request().dryRun()) {
      return Optional.empty();
    }
    String deployment = "Deployment " + context.workload().ref();
    String would =
        Unsurgeable.why(context)
            .map(why ->
                deployment
                    + " cannot run a second pod ("
                    + why
                    + "): the eviction would be "
                    + (context.configuration().unsurgeablePolicy() == UnsurgeablePolicy.DENY
                        ? "denied"
                        : "let through"))
            .orElseGet(() -> deployment + whatWouldBe(context));
    return Optional.of(
        new EvictionDecision.Allow(
            Reason.DRY_RUN, would, List.of("spot-aware-scaler: " + would), List.of()));
  }

  private static String whatWouldBe(EvictionContext context) {
    if (context.surging()) {
      return " is surging: the eviction would be held until a replacement serves";
    }
    return context.configuration().dryRun()
        ? ": the eviction would be let through, because the configuration says dry-run"
        : " would be scaled from 1 to 2, and the eviction held until the replacement serves";
  }
}
