package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A Deployment that is paused. */
abstract class PausedRolloutContract extends WorkloadFixture {

  @Test
  void whatIsPausedIsNotRolledOutButScaled() {
    deploy("web", 1);
    raw().patch(deployments("web"), RawClient.MERGE_PATCH, "{\"spec\": {\"paused\": true}}");

    image("example.com/main:2");
    scale(2);

    await("two pods", () -> podNames().size() == 2);
    assertThat(replicaSets()).hasSize(1);
    raw().patch(deployments("web"), RawClient.MERGE_PATCH, "{\"spec\": {\"paused\": false}}");
    awaitAvailable("web", 2);
    assertThat(replicaSets()).hasSize(2);
  }
}
