package io.github.spotaware.eviction;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.surge.Surgeable;
import io.github.spotaware.workload.DeploymentState;
import java.util.List;
import java.util.Optional;

/**
 * Rule 6: the Deployment can't run two pods side by side; {@code unsurgeable-policy} says what
 * then.
 */
final class Unsurgeable implements EvictionRule {
  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    return why(context).map(why -> follow(context, why));
  }

  private static EvictionDecision follow(EvictionContext context, String why) {
    DeploymentState deployment = context.deployment();
    String message = "Deployment " + deployment.ref() + " cannot run a second pod: " + why;
    return switch (context.configuration().unsurgeablePolicy()) {
      case ALLOW ->
          new EvictionDecision.Allow(
              Reason.NOT_SURGEABLE,
              message,
              List.of(
                  "spot-aware-scaler: "
                      + message
                      + "; the "
                      + context.removal()
                      + " goes through unprotected"),
              reports(
                  context,
                  message
                      + "; the "
                      + context.removal()
                      + " of its pod was let through unprotected"));
      case DENY ->
          new EvictionDecision.Refuse(
              Reason.NOT_SURGEABLE,
              message + "; unsurgeable-policy is deny",
              reports(context, message + "; the " + context.removal() + " of its pod was denied"));
    };
  }

  private static List<Report> reports(EvictionContext context, String note) {
    return List.of(
        Report.about(context.deployment(), Reason.NOT_SURGEABLE, note),
        Report.about(context.pod(), Reason.NOT_SURGEABLE, note));
  }

  /** Why it can't; empty when it can. */
  static Optional<String> why(EvictionContext context) {
    return context.surging()
        ? Surgeable.failedAfterRaise(context.workload(), context.pod())
        : Surgeable.whyNot(context.workload(), context.reversals());
  }
}
