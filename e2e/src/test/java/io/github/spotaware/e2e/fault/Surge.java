package io.github.spotaware.e2e.fault;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.observe.Workload;

/** The kinds of surge that a fault may meet. */
enum Surge {
  DELAYED("delayed", false),
  HANDOFF("handoff", false),
  DELAYED_WITH_HPA("delayed", true),
  HANDOFF_WITH_HPA("handoff", true);

  private final String mode;
  private final boolean autoscaled;

  Surge(String mode, boolean autoscaled) {
    this.mode = mode;
    this.autoscaled = autoscaled;
  }

  /** Whether its Deployment has an HPA. */
  boolean autoscaled() {
    return autoscaled;
  }

  Workload of(Workload workload) {
    return workload.annotated(Annotations.SCALE_DOWN_MODE, mode);
  }
}
