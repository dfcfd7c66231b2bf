package io.github.spotaware.validation;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.DeploymentOverrides;
import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a change of a Deployment. Only an annotation that can't be followed is rejected, and only
 * by the change that brings it: all else may be meant, so it is warned about.
 */
public final class DeploymentValidation {
  private DeploymentValidation() {}

  /** Whether it may be persisted; the change itself is enough to tell. */
  public static Validation decide(DeploymentChange change, Configuration configuration) {
    ReviewedDeployment after = change.after();
    if (after.terminating() || !isProtected(after, configuration)) {
      return new Validation.Ignored();
    }
    List<InvalidValue> brought =
        DeploymentOverrides.parse(after.annotations()).invalid().stream()
            .filter(value -> !wasThere(value, change, configuration))
            .map(OverrideWarnings::asField)
            .toList();
    return brought.isEmpty() ? new Validation.Accepted() : new Validation.Rejected(brought);
  }

  /** Whether what is around it has any bearing: with 2 replicas and more nothing is surged. */
  public static boolean dependsOnSurroundings(ReviewedDeployment deployment, boolean surging) {
    return !isTooMany(deployment, surging);
  }

  /** What will surprise the owner of a protected Deployment, one line each; perhaps nothing. */
  public static List<String> warnings(
      ReviewedDeployment deployment, Surroundings around, Configuration configuration) {
    List<String> warnings = new ArrayList<>();
    if (isTooMany(deployment, around.surging())) {
      // What hinders a surge is told when one replica is wanted: until then there is none.
      warnings.add(
          "spec.replicas is "
              + deployment.replicas()
              + ": only a Deployment that wants 1 is protected, so evictions of its pods are not"
              + " held");
    } else {
      warnings.addAll(SurgeWarnings.of(deployment, around, configuration));
    }
    warnings.addAll(OverrideWarnings.of(deployment, configuration));
    return warnings;
  }

  /**
   * The change finds it as it is, in a Deployment that is protected already: a controller that
   * writes something else must not be blocked by it.
   */
  private static boolean wasThere(
      InvalidValue value, DeploymentChange change, Configuration configuration) {
    return change
        .before()
        .filter(before -> isProtected(before, configuration))
        .filter(before -> value.value().equals(before.annotations().get(value.key())))
        .isPresent();
  }

  /** The 2 of a surge is ours. */
  private static boolean isTooMany(ReviewedDeployment deployment, boolean surging) {
    return deployment.replicas()
        > (surging ? Schedule.SURGED_REPLICAS : Schedule.ORIGINAL_REPLICAS);
  }

  private static boolean isProtected(ReviewedDeployment deployment, Configuration configuration) {
    return configuration.protects(deployment.namespace(), deployment.labels());
  }
}
