package io.github.spotaware.config;

import java.util.HashMap;
import java.util.Map;

/** The values of a configuration by the key that sets them. */
final class ConfigurationByKey {
  private ConfigurationByKey() {}

  static Map<String, Object> of(Configuration configuration) {
    Map<String, Object> values = new HashMap<>();
    values.put("target-namespaces", configuration.namespaces().targets());
    values.put("namespace-mode", configuration.namespaces().mode());
    values.put("protected-labels", configuration.protectedLabels());
    values.put("scale-up-delay", configuration.scaleUpDelay());
    values.put("scale-down-delay", configuration.scaleDownDelay());
    values.put("check-interval", configuration.checkInterval());
    values.put("hold-seconds", configuration.holdTime());
    values.put("max-concurrent-holds", configuration.maxConcurrentHolds());
    values.put("max-hold", configuration.maxHold());
    values.put("unsurgeable-policy", configuration.unsurgeablePolicy());
    values.put("disruption-taints", configuration.disruptionTaints());
    values.put("node-selector", configuration.nodeSelector());
    values.put("scale-down-mode", configuration.scaleDownMode());
    values.put("replacement-node-preference", configuration.replacementNodePreference());
    values.put("surge-guard", configuration.surgeGuard());
    values.put("guard-deletes", configuration.guardDeletes());
    values.put("backstop-pdb", configuration.backstopPdb());
    values.put("dry-run", configuration.dryRun());
    return values;
  }
}
