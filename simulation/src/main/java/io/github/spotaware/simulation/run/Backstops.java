package io.github.spotaware.simulation.run;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which backstops there should be when nothing disturbs any more, by what is there. */
final class Backstops {
  private final Cluster cluster;

  Backstops(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * What is wrong with them, while no surge is on.
   *
   * @param configuration as everyone sees it by now
   */
  Optional<String> lack(Configuration configuration) {
    List<Key> found = new ArrayList<>();
    for (DisruptionBudget budget : cluster.store().list(Kind.DISRUPTION_BUDGET)) {
      Optional<Deployment> owner = owner(budget);
      if (isBackstop(budget)) {
        if (owner.filter(deployment -> isWanted(deployment, configuration)).isEmpty()) {
          return Optional.of("backstop " + budget.meta().key() + " is left");
        }
        if (budget.selector().equals(owner.get().selector())) {
          found.add(owner.get().meta().key());
        }
      }
    }
    for (Deployment deployment : cluster.store().list(Kind.DEPLOYMENT)) {
      if (isWanted(deployment, configuration) && !found.contains(deployment.meta().key())) {
        return Optional.of(deployment.ref() + " has no backstop in effect");
      }
    }
    return Optional.empty();
  }

  private Optional<Deployment> owner(DisruptionBudget budget) {
    return Mapping.budget(budget)
        .backstopOf()
        .map(owner ->
            cluster.store().get(Kind.DEPLOYMENT, new Key(budget.meta().namespace(), owner.name())))
        .filter(deployment -> budget.meta().ownedBy(deployment.meta().uid()));
  }

  private static boolean isBackstop(DisruptionBudget budget) {
    return Mapping.budget(budget).backstopOf().isPresent();
  }

  private boolean isWanted(Deployment deployment, Configuration configuration) {
    DeploymentRef ref = deployment.ref();
    return configuration.backstopPdb()
        && !deployment.meta().terminating()
        && configuration.protects(ref.namespace(), deployment.meta().labels())
        && deployment.replicas() == Schedule.ORIGINAL_REPLICAS
        && !deployment.strategy().recreate()
        && cluster
            .reads()
            .autoscaler(ref)
            .filter(hpa -> hpa.maxReplicas() < Schedule.SURGED_REPLICAS)
            .isEmpty()
        && !otherBudget(deployment);
  }

  private boolean otherBudget(Deployment deployment) {
    return cluster.store().list(Kind.DISRUPTION_BUDGET).stream()
        .filter(budget -> !isBackstop(budget))
        .filter(budget -> budget.meta().namespace().equals(deployment.meta().namespace()))
        .anyMatch(budget -> budget.selector().matches(deployment.template().labels()));
  }
}
