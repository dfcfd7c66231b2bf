package io.github.spotaware.validation;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.RollingUpdateBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why a Deployment that wants one replica can't be surged, or is down in spite of a surge. */
final class SurgeWarnings {
  private SurgeWarnings() {}

  static List<String> of(
      ReviewedDeployment deployment, Surroundings around, Configuration configuration) {
    String evictions = evictions(configuration);
    String noSurge = ": no second pod is started, and " + evictions;
    List<String> warnings = new ArrayList<>();
    if (deployment.recreate()) {
      warnings.add("spec.strategy.type is Recreate" + noSurge);
    }
    if (!around.exclusiveClaims().isEmpty()) {
      warnings.add(
          "only one node can mount PersistentVolumeClaim "
              + around.exclusiveClaims().stream().sorted().collect(Collectors.joining(", "))
              + noSurge);
    }
    around
        .autoscaler()
        .filter(hpa -> hpa.maxReplicas() < Schedule.SURGED_REPLICAS)
        .ifPresent(hpa ->
            warnings.add(
                hpa.kind().text()
                    + " "
                    + hpa.name()
                    + " has "
                    + hpa.kind().maximum()
                    + " "
                    + hpa.maxReplicas()
                    + noSurge));
    if (!deployment.hostPorts().isEmpty()) {
      warnings.add(
          "its pods use hostPort "
              + deployment.hostPorts().stream()
                  .sorted()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", "))
              + ": a second pod needs another node where that is free; where there is none, "
              + evictions);
    }
    if (!deployment.recreate()) {
      addRollout(deployment.rollingUpdate(), warnings);
    }
    if (!deployment.readinessProbed()) {
      warnings.add(
          "no container has a readinessProbe: a pod counts as Ready as soon as it runs, so an"
              + " eviction goes through before the second pod serves");
    }
    return warnings;
  }

  private static String evictions(Configuration configuration) {
    return switch (configuration.unsurgeablePolicy()) {
      case ALLOW -> "an eviction of its only pod goes through: downtime";
      case DENY -> "an eviction of its only pod is denied (unsurgeable-policy is deny)";
    };
  }

  private static void addRollout(RollingUpdateBounds bounds, List<String> warnings) {
    boolean only = bounds.maxUnavailableOf(Schedule.ORIGINAL_REPLICAS) >= 1;
    boolean both = bounds.maxUnavailableOf(Schedule.SURGED_REPLICAS) >= Schedule.SURGED_REPLICAS;
    if (only || both) {
      warnings.add(
          "spec.strategy.rollingUpdate has maxUnavailable "
              + bounds.maxUnavailable()
              + ", maxSurge "
              + bounds.maxSurge()
              + ": a rollout may take its only pod"
              + (both ? ", or both of a surge," : "")
              + " before a new one serves; maxUnavailable 0 with maxSurge 1 does not");
    }
  }
}
