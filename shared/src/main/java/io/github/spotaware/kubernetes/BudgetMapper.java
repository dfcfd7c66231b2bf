package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.OwnerReference;
import java.util.Optional;

/** PodDisruptionBudget → {@link DisruptionBudgetState}. */
final class BudgetMapper {
  static final String DEPLOYMENT = "Deployment";

  private BudgetMapper() {}

  /** Without a status nothing is allowed yet. */
  static DisruptionBudgetState map(PodDisruptionBudget budget) {
    ObjectMeta meta = budget.getMetadata();
    Integer allowed =
        budget.getStatus() == null ? null : budget.getStatus().getDisruptionsAllowed();
    return new DisruptionBudgetState(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        meta.getResourceVersion(),
        SelectorMapper.map(budget.getSpec().getSelector()),
        allowed == null ? 0 : allowed,
        backstopOf(meta));
  }

  /**
   * It carries our label, and says whose it is. Not by its owner references: those are taken away
   * where the Deployment is deleted with {@code --cascade=orphan}.
   */
  private static Optional<OwnerReference> backstopOf(ObjectMeta meta) {
    return ScheduleStore.isOurs(meta)
        ? Optional.ofNullable(PodMapper.orEmpty(meta.getAnnotations()).get(Annotations.BACKSTOP_OF))
            .map(text -> text.split("/", 2))
            .filter(parts -> parts.length == 2)
            .map(parts -> new OwnerReference(DEPLOYMENT, parts[0], parts[1]))
        : Optional.empty();
  }

  /** The value of {@link Annotations#BACKSTOP_OF}. */
  static String says(DeploymentState deployment) {
    return deployment.name() + "/" + deployment.uid();
  }
}
