package io.github.spotaware.workload;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.ReplicaSets.replicaSet;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Workloads;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which pod, where there are several; each single lack is a row of ReleaseChecksTest. */
class ReplacementTest {

  private static Replacement of(Workloads workload) {
    WorkloadSnapshot snapshot = workload.build();
    return Replacement.of(
        snapshot.pods().getFirst(),
        snapshot,
        Configuration.defaults().disruptionTaints(),
        Set.of(),
        NOW);
  }

  private static String serving(Workloads workload) {
    return assertThat(of(workload))
        .asInstanceOf(type(Replacement.Serving.class))
        .actual()
        .pod()
        .name();
  }

  private static String lack(Workloads workload) {
    return assertThat(of(workload))
        .asInstanceOf(type(Replacement.Missing.class))
        .actual()
        .waitingFor();
  }

  @Test
  void anyOtherThatServesWillDo() {
    assertThat(serving(surged(pod("web-a"), pod("web-b").notReady(), pod("web-c"))))
        .isEqualTo("web-c");
  }

  @Test
  void neverThePodItself() {
    assertThat(lack(surged(pod("web-a")))).isEqualTo("a second pod to be created");
  }

  @Test
  void theBestCandidateIsNamed() {
    assertThat(lack(surged(pod("web-a"), pod("web-b").pending(), pod("web-c").notReady())))
        .isEqualTo("replacement web-c on node node-of-web-c to become Ready");
  }

  @Test
  void aServiceThatListsOnlyOthersDoesNotCount() {
    assertThat(
            serving(
                surged(pod("web-a"), pod("web-b"))
                    .service("web", "web-a", "web-b")
                    .service("canary", "web-c")))
        .isEqualTo("web-b");
  }

  @Test
  void aPodWhoseOwnEvictionWasLetThroughIsNone() {
    WorkloadSnapshot snapshot = surged(pod("web-a"), pod("web-b")).build();
    assertThat(
            Replacement.of(
                snapshot.pods().getFirst(), snapshot, Set.of(), Set.of(uidOf("web-b")), NOW))
        .isEqualTo(
            new Replacement.Missing(
                "pod web-b, whose own eviction was let through, to go", Optional.empty()));
  }

  @Test
  void anOldReplicaSetAtZeroWithAPodLeftIsARollout() {
    assertThat(
            serving(
                surged(pod("web-a").of("web-1"), pod("web-b").of("web-0"), pod("web-c").of("web-1"))
                    .deployment(Deployments.surgedWeb().maxUnavailable(1))
                    .replicaSets(replicaSet("web-0", 0), replicaSet("web-1", 2).revision(2))))
        .isEqualTo("web-c");
  }

  @Test
  void aRollbackMakesTheOldReplicaSetTheNewest() {
    assertThat(
            serving(
                surged(pod("web-a").of("web-1"), pod("web-b").of("web-0"))
                    .deployment(Deployments.surgedWeb().maxUnavailable(1))
                    .replicaSets(
                        replicaSet("web-0", 1).revision(3), replicaSet("web-1", 1).revision(2))))
        .isEqualTo("web-b");
  }

  @Test
  void withoutARolloutEveryReplicaSetCounts() {
    assertThat(
            serving(
                surged(pod("web-a").of("web-1"), pod("web-b").of("web-1"))
                    .deployment(Deployments.surgedWeb().maxUnavailable(1))
                    .replicaSets(replicaSet("web-1", 2).revision(2), replicaSet("web-0", 0))))
        .isEqualTo("web-b");
  }

  @Test
  void aRolloutThatHasMadeNoPodYetLeavesNoneForSure() {
    assertThat(
            lack(
                surged(pod("web-a").of("web-1"), pod("web-b").of("web-1"))
                    .deployment(Deployments.surgedWeb().maxUnavailable(1))
                    .replicaSets(replicaSet("web-1", 2), replicaSet("web-2", 0).revision(2))))
        .isEqualTo("a pod of the newest ReplicaSet, because a rollout may delete the others");
  }
}
