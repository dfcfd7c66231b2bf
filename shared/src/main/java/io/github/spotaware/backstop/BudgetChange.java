package io.github.spotaware.backstop;

import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.PodState;
import java.util.List;

/**
 * Someone's PodDisruptionBudget that is made, or selects others from now on.
 *
 * @param selector what it selects from now on
 */
public record BudgetChange(String namespace, String name, LabelSelector selector, boolean dryRun) {

  /**
   * The backstops that have to go before this is let through: those of Deployments with a pod that
   * it selects, or whose next pods it would. Also one that is not in effect yet: it will be, by
   * when this may be stored. And any whose Deployment is gone: it goes anyway, and when the
   * Deployment is made anew before that, the two would meet on its pods.
   *
   * @param budgets of the namespace, and so the others
   */
  public List<DisruptionBudgetState> backstopsInTheWay(
      List<DisruptionBudgetState> budgets, List<DeploymentState> deployments, List<PodState> pods) {
    List<PodState> selected =
        pods.stream()
            .filter(PodState::active)
            .filter(pod -> selector.matches(pod.labels()))
            .toList();
    return budgets.stream()
        .filter(budget -> budget.backstopOf().isPresent() && !budget.name().equals(name))
        .filter(backstop ->
            selected.stream().anyMatch(backstop::covers)
                || isInTheWay(backstop, deployments, selected))
        .toList();
  }

  private boolean isInTheWay(
      DisruptionBudgetState backstop, List<DeploymentState> deployments, List<PodState> selected) {
    List<DeploymentState> its =
        deployments.stream().filter(deployment -> backstop.isBackstopOf(deployment.ref())).toList();
    return its.isEmpty() || its.stream().anyMatch(deployment -> isSelected(deployment, selected));
  }

  private boolean isSelected(DeploymentState deployment, List<PodState> selected) {
    return selector.matches(deployment.templateLabels())
        || selected.stream().anyMatch(pod -> deployment.selector().matches(pod.labels()));
  }
}
