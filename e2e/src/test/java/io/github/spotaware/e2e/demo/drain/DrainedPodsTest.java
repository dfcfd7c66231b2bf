package io.github.spotaware.e2e.demo.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrainedPodsTest {

  @Test
  void evictsPodsOfReplicaSets() {
    assertThat(DrainedPods.whyLeft(pod("Running", "ReplicaSet"))).isEmpty();
  }

  @Test
  void evictsPodsThatDoNotRunYet() {
    assertThat(DrainedPods.whyLeft(pod("Pending", "ReplicaSet"))).isEmpty();
    assertThat(DrainedPods.whyLeft(new PodBuilder(pod("", "ReplicaSet")).withStatus(null).build()))
        .isEmpty();
  }

  @Test
  void leavesPodsOfDaemonSets() {
    assertThat(DrainedPods.whyLeft(pod("Running", "DaemonSet")))
        .contains("it belongs to a DaemonSet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Succeeded", "Failed"})
  void leavesFinishedPods(String phase) {
    assertThat(DrainedPods.whyLeft(pod(phase, "Job"))).contains("it has finished");
  }

  @Test
  void leavesMirrorsOfStaticPods() {
    Pod mirror =
        new PodBuilder(pod("Running", "Node"))
            .editMetadata()
            .addToAnnotations("kubernetes.io/config.mirror", "hash")
            .endMetadata()
            .build();
    assertThat(DrainedPods.whyLeft(mirror)).contains("it is the mirror of a static pod");
  }

  private static Pod pod(String phase, String ownerKind) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("pod")
        .addNewOwnerReference()
        .withKind(ownerKind)
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }
}
