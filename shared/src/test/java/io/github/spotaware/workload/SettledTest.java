package io.github.spotaware.workload;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.ReplicaSets.replicaSet;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Workloads;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettledTest {

  static Stream<Arguments> unsettled() {
    return Stream.of(
        argumentSet("gone", workload().noDeployment(), "the Deployment is gone"),
        argumentSet(
            "Deployment not observed",
            workload(pod("web-a")).deployment(Deployments.web().generation(2, 1)),
            "the Deployment controller has not acted on the last change yet"),
        argumentSet(
            "an old ReplicaSet not observed",
            workload(pod("web-a"))
                .replicaSets(replicaSet("web-1", 1), replicaSet("web-0", 0).generation(3, 2)),
            "ReplicaSet web-0 has not acted on its last change yet"),
        argumentSet(
            "a pod too many",
            workload(pod("web-a"), pod("web-b")),
            "ReplicaSet web-1 is about to delete a pod"),
        argumentSet(
            "a pod that is not Ready, too many",
            workload(pod("web-a"), pod("web-b").pending()),
            "ReplicaSet web-1 is about to delete a pod"),
        argumentSet(
            "a pod of an old ReplicaSet at 0",
            workload(pod("web-a"), pod("web-b").of("web-0"))
                .replicaSets(replicaSet("web-1", 1), replicaSet("web-0", 0)),
            "ReplicaSet web-0 is about to delete a pod"));
  }

  @ParameterizedTest
  @MethodSource("unsettled")
  void not(Workloads workload, String missing) {
    assertThat(Settled.missing(workload.build())).contains(missing);
  }

  static Stream<Arguments> settled() {
    return Stream.of(
        argumentSet("one of one", workload(pod("web-a"))),
        argumentSet("one of two", surged(pod("web-a"))),
        argumentSet(
            "terminating and finished pods do not count",
            workload(pod("web-a"), pod("web-b").terminating(), pod("web-c").terminal())),
        argumentSet(
            "another's ReplicaSet does not count",
            workload(pod("web-a"))
                .replicaSets(
                    replicaSet("web-1", 1),
                    replicaSet("other", 0).generation(2, 1).ofDeployment("uid-other"))));
  }

  @ParameterizedTest
  @MethodSource("settled")
  void itIs(Workloads workload) {
    assertThat(Settled.missing(workload.build())).isEmpty();
  }

  @Test
  void atOneOnlyWithoutASurplusPodWhateverAReplicaSetReadBeforeSays() {
    assertThat(Settled.at(1, workload(pod("web-a")).build())).isTrue();
    assertThat(Settled.at(1, surged(pod("web-a")).build())).isFalse();
    assertThat(
            Settled.at(
                1,
                workload(pod("web-a"), pod("web-b")).replicaSets(replicaSet("web-1", 2)).build()))
        .isFalse();
  }

  /** After an outage its one is another pod than the one that is there. */
  @Test
  void aReplicaSetThatCountsFewerThanItWantsIsBehind() {
    Workloads behind = surged(pod("web-b")).replicaSets(replicaSet("web-1", 2).counted(1, 1));

    assertThat(Settled.uncounted(behind.build()))
        .contains("ReplicaSet web-1 to start the pods that it wants");
    assertThat(
            Settled.uncounted(
                behind
                    .deployment(Deployments.surgedWeb().replicaFailure("exceeded quota"))
                    .build()))
        .as("it cannot make them")
        .isEmpty();
  }
}
