package io.github.spotaware.workload;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.ReplicaSets.replicaSet;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Pods;
import io.github.spotaware.testing.Rollouts;
import io.github.spotaware.testing.Workloads;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutTest {
  private static final String OURS = "-2147483647";

  static Stream<Arguments> underWay() {
    return Stream.of(
        argumentSet("old and new pods", Rollouts.slow(), true),
        argumentSet("the newest ReplicaSet has no pod yet", Rollouts.begun(), true),
        argumentSet("back to an older ReplicaSet", Rollouts.rollback(), true),
        argumentSet(
            "an old ReplicaSet at 0 with a pod left",
            surged(pod("web-a").of("web-0"), pod("web-b").of("web-1"))
                .replicaSets(replicaSet("web-0", 0), replicaSet("web-1", 2).revision(2)),
            true),
        argumentSet(
            "the newest ReplicaSet is not among those read",
            surged(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb().revision(2)),
            true),
        argumentSet("the old pods are terminating", Rollouts.over(), false),
        argumentSet("one ReplicaSet", surged(pod("web-a"), pod("web-b")), false),
        argumentSet(
            "its own revision is the newest",
            surged(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb().revision(1)),
            false),
        argumentSet(
            "old ReplicaSets at 0 without pods",
            surged(pod("web-a"), pod("web-b"))
                .replicaSets(replicaSet("web-0", 0), replicaSet("web-1", 2).revision(2)),
            false),
        argumentSet(
            "another Deployment's ReplicaSet",
            surged(pod("web-a"), pod("web-b"))
                .replicaSets(
                    replicaSet("web-1", 2), replicaSet("other", 2).ofDeployment("uid-other")),
            false),
        argumentSet("no ReplicaSet", workload().replicaSets(), false));
  }

  @ParameterizedTest
  @MethodSource("underWay")
  void underWay(Workloads workload, boolean expected) {
    assertThat(Rollout.of(workload.build()).underWay()).isEqualTo(expected);
  }

  static Stream<Arguments> leaves() {
    return Stream.of(
        argumentSet("a new pod", Rollouts.slow(), "new-b", true),
        argumentSet("an old pod", Rollouts.slow(), "old-a", false),
        argumentSet("an old pod before there is a new one", Rollouts.begun(), "old-a", false),
        argumentSet("a pod of the ReplicaSet rolled back to", Rollouts.rollback(), "new-b", true),
        argumentSet("a pod of the one rolled back from", Rollouts.rollback(), "old-a", false),
        argumentSet(
            "an old pod, where none may be unavailable",
            Rollouts.slow().deployment(Deployments.surgedWeb()),
            "old-a",
            true),
        argumentSet(
            "an old pod that costs less to delete than another of its ReplicaSet",
            tight(pod("old-a").of("web-0").cost(OURS), pod("old-b").of("web-0").notReady()),
            "old-a",
            false),
        argumentSet(
            "the one that costs more",
            tight(pod("old-a").of("web-0").cost(OURS), pod("old-b").of("web-0").notReady()),
            "old-b",
            true),
        argumentSet(
            "an old pod that costs less than one that goes already",
            tight(pod("old-a").of("web-0").cost(OURS), pod("old-b").of("web-0").terminating()),
            "old-a",
            true),
        argumentSet(
            "an old pod whose cost means nothing",
            tight(pod("old-a").of("web-0").cost("08"), pod("old-b").of("web-0").cost("+7")),
            "old-a",
            true),
        argumentSet(
            "an old pod with a negative cost, written oddly",
            tight(pod("old-a").of("web-0").cost("-01"), pod("old-b").of("web-0")),
            "old-a",
            false),
        argumentSet(
            "an old pod whose cost is no 32-bit integer",
            tight(pod("old-a").of("web-0").cost("-2147483649"), pod("old-b").of("web-0")),
            "old-a",
            true),
        argumentSet(
            "an old pod that costs less than a new one",
            tight(pod("old-a").of("web-0").cost(OURS)),
            "old-a",
            true),
        argumentSet(
            "a pod of an unknown revision",
            surged(pod("web-a")).deployment(Rollouts.loose().revision(2)),
            "web-a",
            false),
        argumentSet(
            "a pod without a rollout",
            surged(pod("web-a")).deployment(Rollouts.loose()),
            "web-a",
            true));
  }

  /** In a rollout that takes none before another is available. */
  private static Workloads tight(Pods... old) {
    return Rollouts.slow()
        .deployment(Deployments.surgedWeb())
        .pods(
            Stream.concat(Stream.of(old), Stream.of(pod("new-b").of("web-1")))
                .toArray(Pods[]::new));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void leavesInPlace(Workloads workload, String pod, boolean expected) {
    WorkloadSnapshot snapshot = workload.build();
    PodState of =
        snapshot.pods().stream().filter(p -> p.name().equals(pod)).findFirst().orElseThrow();
    assertThat(Rollout.of(snapshot).leaves(of)).isEqualTo(expected);
  }

  @Test
  void onlyThePodsOfTheNewestReplicaSetAreNew() {
    WorkloadSnapshot snapshot = Rollouts.slow().build();
    Rollout rollout = Rollout.of(snapshot);
    assertThat(snapshot.pods().stream().filter(rollout::isNew).map(PodState::name))
        .containsExactly("new-b", "new-c");
  }
}
