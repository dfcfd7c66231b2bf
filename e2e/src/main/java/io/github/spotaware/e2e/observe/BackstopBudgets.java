package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.backstop.BackstopName;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.kubernetes.ScheduleStore;
import io.github.spotaware.schedule.DeploymentRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The project's PodDisruptionBudgets in one namespace. */
public record BackstopBudgets(KubernetesClient client, String namespace) {

  /** 35 s until one is in effect, and what the processes need. */
  public static final Duration BOUND = Duration.ofSeconds(75);

  /** That of the Deployment of this name. */
  public Optional<PodDisruptionBudget> of(String deployment) {
    String name = BackstopName.of(new DeploymentRef(namespace, deployment));
    return all().stream().filter(budget -> budget.getMetadata().getName().equals(name)).findFirst();
  }

  /** All of them. */
  public List<PodDisruptionBudget> all() {
    return client
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(namespace)
        .withLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
        .list()
        .getItems();
  }

  /** Waits until it selects the pods, and its controller has looked at them. */
  public void awaitInEffect(String deployment) {
    Await.until(
        deployment + "'s backstop to be in effect",
        Deadline.after(BOUND),
        () -> of(deployment).filter(BackstopBudgets::counts).isPresent());
  }

  private static boolean counts(PodDisruptionBudget budget) {
    return budget.getSpec().getSelector() != null
        && budget.getStatus() != null
        && budget.getMetadata().getGeneration().equals(budget.getStatus().getObservedGeneration())
        && budget.getStatus().getCurrentHealthy() == 1;
  }

  /** Waits until there is none. */
  public void awaitNone(String deployment) {
    Await.until(
        deployment + "'s backstop to go", Deadline.after(BOUND), () -> of(deployment).isEmpty());
  }
}
