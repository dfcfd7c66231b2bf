package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The client library's leader election on a Lease, as the scaler uses it. */
abstract class LeaseContract extends Contract {
  private static final String LEASE = "spot-aware-scaler";

  @Test
  void oneLeadsAndWhenItEndsTheOther() {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<?> first = candidate("first", executor);
      await("the first to lead", () -> holder().equals("first"));
      CompletableFuture<?> second = candidate("second", executor);
      String version = lease().resourceVersion();
      await("a renewal", () -> !lease().resourceVersion().equals(version));
      assertThat(holder()).isEqualTo("first");

      first.cancel(true);

      await("the second to lead", () -> holder().equals("second"));
      assertThat(lease().number("/spec/leaseTransitions")).isPositive();
      second.cancel(true);
    }
  }

  private CompletableFuture<?> candidate(String identity, ExecutorService executor) {
    return new LeaderElector(
            client(),
            new LeaderElectionConfigBuilder()
                .withName(LEASE)
                .withLock(new LeaseLock(namespace(), LEASE, identity))
                .withLeaseDuration(Duration.ofSeconds(3))
                .withRenewDeadline(Duration.ofSeconds(2))
                .withRetryPeriod(Duration.ofMillis(200))
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(() -> {}, () -> {}, _ -> {}))
                .build(),
            executor)
        .start();
  }

  private String holder() {
    return lease().text("/spec/holderIdentity");
  }

  private RawAnswer lease() {
    return raw().get(path("coordination.k8s.io/v1", "leases", LEASE));
  }
}
