package io.github.spotaware.e2e.backstop;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.BackstopBudgets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backstops of a test's namespace, and budgets of others beside them. */
final class Backstops {
  static final Duration BOUND = BackstopBudgets.BOUND;

  private final Scenario scenario;
  private final BackstopBudgets budgets;

  Backstops(Scenario scenario) {
    this.scenario = scenario;
    this.budgets = new BackstopBudgets(scenario.client(), scenario.namespace());
  }

  Optional<PodDisruptionBudget> of(String deployment) {
    return budgets.of(deployment);
  }

  /** Those of ours in the namespace. */
  List<PodDisruptionBudget> all() {
    return budgets.all();
  }

  /** It selects the pods, and its controller has looked at them. */
  void awaitInEffect(String deployment) {
    budgets.awaitInEffect(deployment);
  }

  void awaitNone(String deployment) {
    budgets.awaitNone(deployment);
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
