package io.github.spotaware.e2e.contract;

/** Tests with PodDisruptionBudgets. */
abstract class BudgetFixture extends Contract {

  static final String ALL = "{'matchLabels': {'app': 'a'}}";

  final RawAnswer budget(String name, String spec) {
    return raw()
        .post(
            budgets(),
            """
            {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget",
             "metadata": {"name": "%s"}, "spec": {%s}}
            """
                .formatted(name, spec.replace('\'', '"')));
  }

  final RawAnswer spec(String name, String spec) {
    return raw()
        .patch(
            budgets(name),
            RawClient.MERGE_PATCH,
            "{\"spec\": %s}".formatted(spec.replace('\'', '"')));
  }

  final RawAnswer evictDry(String pod) {
    return raw().post(pods(pod, "eviction?dryRun=All"), Samples.eviction(pod));
  }

  /** Once its controller has seen it as it is. */
  final void awaitAllowed(String name, int allowed) {
    await(
        "budget " + name + " to allow " + allowed,
        () -> {
          RawAnswer seen = raw().get(budgets(name));
          return seen.number("/status/disruptionsAllowed") == allowed
              && seen.number("/status/observedGeneration") == seen.generation();
        });
  }

  final void awaitStatus(String name, String field, int value) {
    await(
        "budget " + name + " to have " + field + " " + value,
        () -> raw().get(budgets(name)).number("/status/" + field) == value);
  }

  final String budgets(String... rest) {
    return path("policy/v1", "poddisruptionbudgets", rest);
  }
}
