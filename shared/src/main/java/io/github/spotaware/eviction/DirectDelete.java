package io.github.spotaware.eviction;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import java.util.Optional;

/**
 * Before the rules, for a direct delete: held only with {@code guard-deletes}, and never one that
 * is under way already or is meant to be at once. From memory. Who is never asked about, kubelets
 * and Kubernetes' own controllers, stands in the webhook configuration alone.
 *
 * @param terminating the pod has a deletionTimestamp, so this can only shorten its grace period
 * @param forced with a grace period of 0: asked for, the pod's own, or because it runs nowhere
 */
public record DirectDelete(EvictionRequest request, boolean terminating, boolean forced) {
  /** Checks that it is one. */
  public DirectDelete {
    if (request.removal() != Removal.DELETE) {
      throw new IllegalArgumentException("not a direct delete: " + request);
    }
  }

  /** What can be said without a look at the cluster; empty when the rules decide. */
  public Optional<EvictionDecision> fromMemory(Configuration configuration) {
    if (!configuration.guardDeletes()) {
      return allow(Reason.NOT_GUARDED, "guard-deletes is off");
    }
    if (terminating) {
      return allow(Reason.POD_GONE, "pod " + request.podName() + " is terminating already");
    }
    if (forced) {
      return allow(Reason.NOT_GUARDED, "a delete with grace period 0 is not held");
    }
    return Optional.empty();
  }

  private static Optional<EvictionDecision> allow(Reason reason, String message) {
    return Optional.of(EvictionDecision.Allow.because(reason, message));
  }
}
