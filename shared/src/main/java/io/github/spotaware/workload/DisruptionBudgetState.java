package io.github.spotaware.workload;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import java.util.Optional;

/**
 * What the decision keeps of a PodDisruptionBudget.
 *
 * @param selector that of no pod where it has none
 * @param backstopOf the Deployment whose backstop it is, where it is one of ours
 */
public record DisruptionBudgetState(
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    LabelSelector selector,
    int disruptionsAllowed,
    Optional<OwnerReference> backstopOf) {

  /** A backstop of a Deployment of this name, whether or not this is the one it was made for. */
  public boolean isBackstopOf(DeploymentRef ref) {
    return namespace.equals(ref.namespace())
        && backstopOf.filter(owner -> owner.name().equals(ref.name())).isPresent();
  }

  /** It selects pods: a backstop is made without a selector, and gets it later. */
  public boolean inEffect() {
    return !selector.equals(LabelSelector.nothing());
  }

  /** The API server asks it about this pod's evictions. */
  public boolean covers(PodState pod) {
    return namespace.equals(pod.namespace()) && selector.matches(pod.labels());
  }
}
