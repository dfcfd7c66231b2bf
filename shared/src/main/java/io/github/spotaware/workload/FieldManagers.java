package io.github.spotaware.workload;

import java.util.Set;

/** The field managers, Event sources and User-Agents of this project's processes. */
public final class FieldManagers {
  public static final String WEBHOOK = "spot-aware-webhook";
  public static final String SCALER = "spot-aware-scaler";

  /** A field last set by one of these was set by us. */
  public static final Set<String> OURS = Set.of(WEBHOOK, SCALER);

  /**
   * Under this one the HPA controller writes a count, by {@code deployments/scale}: a client's
   * field manager is the beginning of its User-Agent, and that of all controllers in the
   * kube-controller-manager. No other one of them writes a Deployment's count.
   */
  public static final String AUTOSCALER = "kube-controller-manager";

  private FieldManagers() {}
}
