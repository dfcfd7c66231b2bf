package io.github.spotaware.reading;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.EvictionSnapshot;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.Workloads;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What half a look shows. */
class EvictionReaderTest {

  @Test
  void aPodThatTheWatchedSelectorMatchesIsOneOfAProtectedDeployment() {
    FakeCluster cluster = FakeCluster.of(workload(pod("web-a")));
    cluster.afterNext("pod", () -> cluster.failures = 1);

    assertThat(ReadFailed.isOfProtected(failure(cluster))).isTrue();
  }

  @Test
  void withoutThePodNothingIsKnown() {
    FakeCluster cluster = FakeCluster.of(workload(pod("web-a")));
    cluster.failures = 1;

    assertThat(ReadFailed.isOfProtected(failure(cluster))).isFalse();
  }

  @Test
  void aPodOfADeploymentThatWantsMoreThanASurgeIsNot() {
    FakeCluster cluster =
        FakeCluster.of(workload(pod("web-a")).deployment(Deployments.web().replicas(3, "kubectl")));
    cluster.afterNext("pod", () -> cluster.failures = 1);

    assertThat(ReadFailed.isOfProtected(failure(cluster))).isFalse();
  }

  /** Its eviction takes no capacity away. */
  @Test
  void aPodThatIsNotReadyIsNot() {
    FakeCluster cluster = FakeCluster.of(workload(pod("web-a").notReady()));
    cluster.afterNext("pod", () -> cluster.failures = 1);

    assertThat(ReadFailed.isOfProtected(failure(cluster))).isFalse();
  }

  /** The read that shows it is not waited for, as most evictions are of such pods. */
  @Test
  void aPodOfNoLabelledDeploymentNeedsNoTurn() {
    FakeCluster cluster = FakeCluster.of(workload(pod("other").labels(Map.of("app", "other"))));
    var read = inTurn(cluster, "other");
    assertThat(read).isCompleted();
    assertThat(read.join().workload()).isEmpty();
  }

  @Test
  void oneOfALabelledDeploymentIsReadInItsTurn() {
    FakeCluster cluster = FakeCluster.of(workload(pod("web-a")));
    assertThat(inTurn(cluster, "web-a")).isNotDone();
    turn.complete(null);
    cluster.timing.settle();
    assertThat(inTurn(cluster, "web-a").join().workload()).isPresent();
  }

  private final CompletableFuture<Void> turn = new CompletableFuture<>();

  private CompletableFuture<EvictionSnapshot> inTurn(FakeCluster cluster, String pod) {
    var read =
        new EvictionReader(cluster, cluster)
            .first(
                new EvictionRequest(Workloads.NAMESPACE, pod, Optional.empty(), false),
                Configuration.defaults(),
                (_, _) -> turn)
            .toCompletableFuture();
    cluster.timing.settle();
    return read;
  }

  private static Throwable failure(FakeCluster cluster) {
    var read =
        new EvictionReader(cluster, cluster)
            .first(
                new EvictionRequest(Workloads.NAMESPACE, "web-a", Optional.empty(), false),
                Configuration.defaults())
            .toCompletableFuture();
    cluster.timing.settle();
    return catchThrowable(read::join);
  }
}
