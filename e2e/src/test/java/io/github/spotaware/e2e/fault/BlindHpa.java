package io.github.spotaware.e2e.fault;

import io.github.spotaware.e2e.junit.Scenario;

/** An HPA whose metric never comes: it raises what is below its floor, and does no more. */
final class BlindHpa {
  private BlindHpa() {}

  /** Of a Deployment, and named as that; its {@code minReplicas} is 1. */
  static void create(Scenario scenario, String deployment) {
    scenario
        .kubectl("autoscale", "deployment", deployment, "--min=1", "--max=3", "--cpu=50%")
        .orThrow();
  }
}
