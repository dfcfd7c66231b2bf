package io.github.spotaware.config;

/** The keys of the ConfigMap {@code spot-aware-scaler-config}. */
public final class ConfigurationKeys {
  /** Comma-separated namespace names; default none. */
  public static final String TARGET_NAMESPACES = "target-namespaces";

  /** {@code whitelist}, {@code blacklist} or {@code all}, the default. */
  public static final String NAMESPACE_MODE = "namespace-mode";

  /** A label selector over Deployments, not empty; default {@code spot-aware=enabled}. */
  public static final String PROTECTED_LABELS = "protected-labels";

  /** Seconds from 0 to 3600; default 0. */
  public static final String SCALE_UP_DELAY = "scale-up-delay";

  /** Seconds from 0 to 86400; default 300. */
  public static final String SCALE_DOWN_DELAY = "scale-down-delay";

  /** Seconds from 1 to 3600; default 30. */
  public static final String CHECK_INTERVAL = "check-interval";

  /** Seconds from 1 to 27; default 10. */
  public static final String HOLD_SECONDS = "hold-seconds";

  /** A number from 0 to 1000; default 24. */
  public static final String MAX_CONCURRENT_HOLDS = "max-concurrent-holds";

  /** Seconds from 1 to 86400; default 600. */
  public static final String MAX_HOLD = "max-hold";

  /** {@code allow}, the default, or {@code deny}. */
  public static final String UNSURGEABLE_POLICY = "unsurgeable-policy";

  /** Comma-separated taint keys, at least one; default {@link Configuration#defaults()}. */
  public static final String DISRUPTION_TAINTS = "disruption-taints";

  /** A label selector over Nodes; default all of them. */
  public static final String NODE_SELECTOR = "node-selector";

  /** {@code delayed}, the default, or {@code handoff}. */
  public static final String SCALE_DOWN_MODE = "scale-down-mode";

  /** A label selector over Nodes; default no preference. */
  public static final String REPLACEMENT_NODE_PREFERENCE = "replacement-node-preference";

  /** {@code true}, the default, or {@code false}. */
  public static final String SURGE_GUARD = "surge-guard";

  /** {@code true} or {@code false}, the default. */
  public static final String GUARD_DELETES = "guard-deletes";

  /** {@code true} or {@code false}, the default. */
  public static final String BACKSTOP_PDB = "backstop-pdb";

  /** {@code true} or {@code false}, the default. */
  public static final String DRY_RUN = "dry-run";

  private ConfigurationKeys() {}
}
