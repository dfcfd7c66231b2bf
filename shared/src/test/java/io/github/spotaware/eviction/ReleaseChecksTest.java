package io.github.spotaware.eviction;

import static io.github.spotaware.testing.Evictions.evictionOf;
import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.ReplicaSets.replicaSet;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Evictions;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.FieldManagers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What rule 7 asks for before the ticket; the same checks follow the compare-and-swap. */
class ReleaseChecksTest {

  private static ReleaseChecks check(Workloads workload) {
    EvictionContext context = evictionOf("web-a").in(workload).context();
    return ReleaseChecks.of(context.pod(), context);
  }

  static Stream<Arguments> passing() {
    return Stream.of(
        argumentSet("both serve", surged(pod("web-a"), pod("web-b"))),
        argumentSet(
            "the replacement is on a leaving node, where it serves for now",
            surged(pod("web-a"), pod("web-b").on("n")).node(Nodes.cordoned("n"))),
        argumentSet(
            "a PDB that allows a disruption",
            surged(pod("web-a"), pod("web-b")).budget("web", "app=web", 1)),
        argumentSet(
            "a PDB of other pods that allows none",
            surged(pod("web-a"), pod("web-b")).budget("other", "app=other", 0)),
        argumentSet(
            "listed by every Service that lists the old pod",
            surged(pod("web-a"), pod("web-b"))
                .service("one", "web-a", "web-b")
                .service("two", "web-a", "web-b")
                .service("not-its-own", "web-x")),
        argumentSet(
            "a terminating third pod",
            surged(pod("web-a"), pod("web-b"), pod("web-c").terminating())),
        argumentSet(
            "a rollout with maxUnavailable 0: an old pod stays until the new one serves",
            surged(pod("web-a").of("web-1"), pod("web-b").of("web-1"))
                .replicaSets(replicaSet("web-1", 2), replicaSet("web-2", 1).revision(2))),
        argumentSet(
            "a rollout with maxUnavailable 1, a pod of the newest ReplicaSet",
            surged(pod("web-a").of("web-1"), pod("web-b").of("web-2"))
                .deployment(Deployments.surgedWeb().maxUnavailable(1))
                .replicaSets(replicaSet("web-1", 1), replicaSet("web-2", 1).revision(2))));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void pass(Workloads workload) {
    assertThat(check(workload))
        .asInstanceOf(type(ReleaseChecks.Passed.class))
        .satisfies(passed -> assertThat(passed.replacement().name()).isEqualTo("web-b"));
  }

  @Test
  void aDirectDeleteAsksNoBudget() {
    Evictions removal =
        evictionOf("web-a").in(surged(pod("web-a"), pod("web-b")).budget("web", "app=web", 0));
    assertThat(ReleaseChecks.of(removal.context().pod(), removal.context()))
        .isInstanceOf(ReleaseChecks.Waiting.class);
    EvictionContext delete = removal.asDelete().context();
    assertThat(ReleaseChecks.of(delete.pod(), delete)).isInstanceOf(ReleaseChecks.Passed.class);
  }

  static Stream<Arguments> lacking() {
    return Stream.of(
        argumentSet("no second pod", surged(pod("web-a")), "a second pod to be created"),
        argumentSet(
            "not scheduled",
            surged(pod("web-a"), pod("web-b").pending()),
            "replacement web-b to be scheduled to a node"),
        argumentSet(
            "not Ready",
            surged(pod("web-a"), pod("web-b").on("n2").notReady()),
            "replacement web-b on node n2 to become Ready"),
        argumentSet(
            "on a dead node",
            surged(pod("web-a"), pod("web-b").on("n2")).node(Nodes.dead("n2")),
            "replacement web-b on node n2: its node is not Ready"),
        argumentSet(
            "on a node that is gone",
            surged(pod("web-a"), pod("web-b").on("n2")).goneNode("n2"),
            "its node is not Ready"),
        argumentSet(
            "terminating", surged(pod("web-a"), pod("web-b").terminating()), "a second pod"),
        argumentSet("finished", surged(pod("web-a"), pod("web-b").terminal()), "a second pod"),
        argumentSet(
            "of no Deployment", surged(pod("web-a"), pod("web-b").orphan()), "a second pod"),
        argumentSet(
            "not listed by a Service of the old pod",
            surged(pod("web-a"), pod("web-b").on("n2"))
                .service("one", "web-a", "web-b")
                .service("two", "web-a"),
            "replacement web-b on node n2 to be listed ready by Service two"),
        argumentSet(
            "unsettled Deployment",
            surged(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb().generation(2, 1)),
            "the Deployment controller has not acted"),
        argumentSet(
            "unsettled ReplicaSet",
            surged(pod("web-a"), pod("web-b")).replicaSets(replicaSet("web-1", 2).generation(3, 2)),
            "ReplicaSet web-1 has not acted"),
        argumentSet(
            "a pod too many",
            surged(pod("web-a"), pod("web-b")).replicaSets(replicaSet("web-1", 1)),
            "ReplicaSet web-1 is about to delete a pod"),
        argumentSet(
            "a PDB that allows none",
            surged(pod("web-a"), pod("web-b"))
                .budget("loose", "app=web", 1)
                .budget("strict", "app=web", 0),
            "PodDisruptionBudget strict to allow a disruption"),
        argumentSet(
            "a rollout with maxUnavailable 1, only pods of the old ReplicaSet",
            surged(pod("web-a").of("web-1"), pod("web-b").of("web-1"))
                .deployment(Deployments.surgedWeb().maxUnavailable(1))
                .replicaSets(replicaSet("web-1", 2), replicaSet("web-2", 1).revision(2)),
            "a pod of the newest ReplicaSet"),
        argumentSet(
            "the owner set 1",
            surged(pod("web-a"), pod("web-b")).deployment(Deployments.web()),
            "replicas was set back to 1 by kubectl"),
        argumentSet(
            "the owner set 3",
            surged(pod("web-a"), pod("web-b")).deployment(Deployments.web().replicas(3, "kubectl")),
            "replicas was set to 3 by kubectl"),
        argumentSet(
            "the owner set 2",
            surged(pod("web-a"), pod("web-b"))
                .deployment(Deployments.web().replicas(2, FieldManagers.SCALER, "kubectl")),
            "replicas was set to 2"));
  }

  @ParameterizedTest
  @MethodSource("lacking")
  void wait(Workloads workload, String forWhat) {
    assertThat(check(workload))
        .asInstanceOf(type(ReleaseChecks.Waiting.class))
        .satisfies(waiting -> assertThat(waiting.forWhat()).contains(forWhat));
  }

  @Test
  void minReadySecondsPassByThemselves() {
    Workloads workload =
        surged(pod("web-a"), pod("web-b").on("n2").readyFor(Duration.ofSeconds(3)))
            .deployment(Deployments.surgedWeb().minReady(Duration.ofSeconds(10)));
    assertThat(check(workload))
        .isEqualTo(
            new ReleaseChecks.Waiting(
                "replacement web-b on node n2 to be Ready for minReadySeconds (10 s)",
                Optional.of(Workloads.NOW.plusSeconds(7))));
  }

  /** The clock is ahead: the ReplicaSet will tell. */
  @Test
  void minReadySecondsHaveToHavePassedForTheReplicaSetToo() {
    Workloads workload =
        surged(pod("web-a"), pod("web-b").on("n2").readyFor(Duration.ofSeconds(11)))
            .deployment(Deployments.surgedWeb().minReady(Duration.ofSeconds(10)));
    assertThat(check(workload)).isInstanceOf(ReleaseChecks.Passed.class);
    assertThat(check(workload.replicaSets(replicaSet("web-1", 2).countedAvailable(1))))
        .isEqualTo(
            new ReleaseChecks.Waiting(
                "replacement web-b on node n2 to be Ready for minReadySeconds (10 s)",
                Optional.empty()));
  }
}
