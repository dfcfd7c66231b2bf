package io.github.spotaware.validation;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.DeploymentOverrides;
import io.github.spotaware.config.InvalidValue;
import java.util.ArrayList;
import java.util.List;

/** What the annotations of a Deployment will not do, though someone may think so. */
final class OverrideWarnings {
  private OverrideWarnings() {}

  static List<String> of(ReviewedDeployment deployment, Configuration configuration) {
    DeploymentOverrides overrides = DeploymentOverrides.parse(deployment.annotations());
    List<String> warnings = new ArrayList<>();
    for (InvalidValue value : overrides.invalid()) {
      warnings.add(asField(value).message() + "; it has no effect");
    }
    deployment.annotations().keySet().stream()
        .filter(key -> key.startsWith(Annotations.PREFIX))
        .filter(key -> !Annotations.KNOWN.contains(key))
        .sorted()
        .map(OverrideWarnings::unknown)
        .forEach(warnings::add);
    warnings.addAll(
        MaxHold.problems(
            overrides,
            overrides.applyTo(configuration),
            deployment.minReady(),
            deployment.progressDeadline()));
    return warnings;
  }

  /**
   * A warning and no rejection: a manifest written for a later version of this project has to stay
   * applicable where an earlier one runs, or goes back to.
   */
  private static String unknown(String key) {
    return field(key)
        + " is not known and has no effect; known are "
        + String.join(
            ", ",
            Annotations.KNOWN.stream()
                .map(known -> known.substring(Annotations.PREFIX.length()))
                .toList());
  }

  /** Names the annotation as the API names a field. */
  static InvalidValue asField(InvalidValue annotation) {
    return new InvalidValue(field(annotation.key()), annotation.value(), annotation.allowed());
  }

  private static String field(String key) {
    return "metadata.annotations[" + key + "]";
  }
}
