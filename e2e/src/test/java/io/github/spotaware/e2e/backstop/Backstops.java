package io.github.spotaware.e2e.backstop;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.github.spotaware.backstop.BackstopName;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.kubernetes.ScheduleStore;
import io.github.spotaware.schedule.DeploymentRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backstops of a test's namespace, and budgets of others beside them. */
final class Backstops {
  /** 35 s until it is in effect, and what the processes need. */
  static final Duration BOUND = Duration.ofSeconds(75);

  private final Scenario scenario;

  Backstops(Scenario scenario) {
    this.scenario = scenario;
  }

  Optional<PodDisruptionBudget> of(String deployment) {
    String name = BackstopName.of(new DeploymentRef(scenario.namespace(), deployment));
    return all().stream().filter(budget -> budget.getMetadata().getName().equals(name)).findFirst();
  }

  /** Those of ours in the namespace. */
  List<PodDisruptionBudget> all() {
    return scenario
        .client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(scenario.namespace())
        .withLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
        .list()
        .getItems();
  }

  /** It selects the pods, and its controller has looked at them. */
  void awaitInEffect(String deployment) {
    Await.until(
        deployment + "'s backstop to be in effect",
        Deadline.after(BOUND),
        () -> of(deployment).filter(Backstops::counts).isPresent());
  }

  private static boolean counts(PodDisruptionBudget budget) {
    return budget.getSpec().getSelector() != null
        && budget.getStatus() != null
        && budget.getMetadata().getGeneration().equals(budget.getStatus().getObservedGeneration())
        && budget.getStatus().getCurrentHealthy() == 1;
  }

  void awaitNone(String deployment) {
    Await.until(
        deployment + "'s backstop to go", Deadline.after(BOUND), () -> of(deployment).isEmpty());
  }

  /** What its owner of the Deployment would write. */
  PodDisruptionBudget own(String name, Map<String, String> selected) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(scenario.namespace())
        .endMetadata()
        .withNewSpec()
        .withNewMaxUnavailable(1)
        .withNewSelector()
        .withMatchLabels(selected)
        .endSelector()
        .endSpec()
        .build();
  }

  void killBothWebhooks() {
    for (String webhook : List.of("webhook-0", "webhook-1")) {
      scenario.playground().kill(webhook);
    }
  }
}
