package io.github.spotaware.e2e.configuration;

import static java.util.Map.entry;

import io.github.spotaware.config.ConfigurationKeys;
import java.util.Map;

/** One value for each key of the ConfigMap that is not allowed there. */
final class InvalidExamples {

  /** By key. */
  static final Map<String, String> BY_KEY =
      Map.ofEntries(
          entry(ConfigurationKeys.TARGET_NAMESPACES, "shop, Not_A_Name"),
          entry(ConfigurationKeys.NAMESPACE_MODE, "some"),
          entry(ConfigurationKeys.PROTECTED_LABELS, "spot-aware in ("),
          entry(ConfigurationKeys.SCALE_UP_DELAY, "-1"),
          entry(ConfigurationKeys.SCALE_DOWN_DELAY, "5m"),
          entry(ConfigurationKeys.CHECK_INTERVAL, "0"),
          entry(ConfigurationKeys.HOLD_SECONDS, "28"),
          entry(ConfigurationKeys.MAX_CONCURRENT_HOLDS, "many"),
          entry(ConfigurationKeys.MAX_HOLD, "0"),
          entry(ConfigurationKeys.UNSURGEABLE_POLICY, "ask"),
          entry(ConfigurationKeys.DISRUPTION_TAINTS, "spot-itn,,"),
          entry(ConfigurationKeys.NODE_SELECTOR, "=spot"),
          entry(ConfigurationKeys.SCALE_DOWN_MODE, "sometimes"),
          entry(ConfigurationKeys.REPLACEMENT_NODE_PREFERENCE, "pool=a=b"),
          entry(ConfigurationKeys.SURGE_GUARD, "yes"),
          entry(ConfigurationKeys.GUARD_DELETES, "1"),
          entry(ConfigurationKeys.BACKSTOP_PDB, "on"),
          entry(ConfigurationKeys.DRY_RUN, "maybe"));

  private InvalidExamples() {}
}
