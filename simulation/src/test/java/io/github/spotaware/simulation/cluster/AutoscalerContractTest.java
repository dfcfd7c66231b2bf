package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.controller.AutoscalerController;
import org.junit.jupiter.api.Test;

/** An HPA beside others who write the count. */
class AutoscalerContractTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.of("default", "web");

  private final World world = World.of(3).with(SPEC);

  private void autoscaler(int min, int max) {
    world.cluster.policies().createAutoscaler(WEB, "hpa", min, max);
    world.seconds(20);
  }

  private int replicas() {
    return world.deployment(WEB).replicas();
  }

  @Test
  void itRevertsAnOutsideBump() {
    autoscaler(1, 3);
    world.cluster.users().scale(WEB, 2, "spot-aware-webhook");
    world.seconds(16);
    assertThat(replicas()).isEqualTo(1);
    assertThat(world.deployment(WEB).replicasManagers())
        .containsExactly(AutoscalerController.MANAGER);
  }

  @Test
  void aRaisedFloorKeepsTheBump() {
    autoscaler(1, 3);
    world.cluster.policies().editAutoscaler("default", "hpa", 2, 3);
    world.cluster.users().scale(WEB, 2, "spot-aware-webhook");
    world.seconds(120);
    assertThat(replicas()).isEqualTo(2);
    assertThat(world.deployment(WEB).replicasManagers()).containsExactly("spot-aware-webhook");
  }

  @Test
  void itRaisesToItsFloorByItself() {
    autoscaler(2, 3);
    world.seconds(16);
    assertThat(replicas()).isEqualTo(2);
  }

  @Test
  void itCutsToItsCeiling() {
    autoscaler(1, 2);
    world.cluster.users().scale(WEB, 3, "kubectl");
    world.seconds(16);
    assertThat(replicas()).isEqualTo(2);
  }

  @Test
  void itLeavesZeroAlone() {
    autoscaler(1, 3);
    world.cluster.users().scale(WEB, 0, "kubectl");
    world.seconds(60);
    assertThat(replicas()).isZero();
  }

  @Test
  void itFollowsTheMetricsUpAtOnceAndDownAfterFiveMinutes() {
    autoscaler(1, 3);
    world.cluster.autoscalers().wants(WEB, 3);
    world.seconds(20);
    assertThat(replicas()).isEqualTo(3);
    world.cluster.autoscalers().wants(WEB, 1);
    world.seconds(240);
    assertThat(replicas()).isEqualTo(3);
    world.seconds(100);
    assertThat(replicas()).isEqualTo(1);
  }

  @Test
  void withoutMetricsItRaisesToItsFloorAndNeverLowers() {
    world.cluster.autoscalers().noMetrics(WEB);
    autoscaler(1, 3);
    world.cluster.policies().editAutoscaler("default", "hpa", 2, 3);
    world.seconds(16);
    assertThat(replicas()).isEqualTo(2);
    world.cluster.policies().editAutoscaler("default", "hpa", 1, 3);
    world.seconds(400);
    assertThat(replicas()).isEqualTo(2);
  }

  @Test
  void withoutItNobodyScales() {
    autoscaler(1, 3);
    world.cluster.policies().deleteAutoscaler("default", "hpa");
    world.seconds(1);
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.seconds(60);
    assertThat(replicas()).isEqualTo(2);
  }
}
