package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.OwnerReference;
import java.util.Optional;

/** PodDisruptionBudget → {@link DisruptionBudgetState}. */
final class BudgetMapper {
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

  /** It carries our label, and a Deployment owns it. */
  private static Optional<OwnerReference> backstopOf(ObjectMeta meta) {
    return ScheduleStore.isOurs(meta)
        ? meta.getOwnerReferences().stream()
            .filter(owner -> "Deployment".equals(owner.getKind()))
            .map(owner -> new OwnerReference(owner.getKind(), owner.getName(), owner.getUid()))
            .findFirst()
        : Optional.empty();
  }
}
