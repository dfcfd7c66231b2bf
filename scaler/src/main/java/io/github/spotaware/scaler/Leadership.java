package io.github.spotaware.scaler;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.github.spotaware.kubernetes.ScheduleStore;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.reconcile.LeaderTerm;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leader election on the Lease {@code spot-aware-scaler}. A leader that dies is replaced after at
 * most {@link LeaderTerm#LEASE} and one try. A new elector is made for each term.
 */
final class Leadership implements AutoCloseable {
  static final String LEASE_NAME = "spot-aware-scaler";

  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(5);

  /** fabric8 adds up to 120 % to it at random, so a dead leader's lease is tried within 1.6 s. */
  private static final Duration RETRY = Duration.ofMillis(700);

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final String identity;
  private final Runnable onStart;
  private final Metrics metrics;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private volatile LeaderTerm term = new LeaderTerm();

  /**
   * @param identity unique to this process, not to its pod: a container that was restarted is
   *     another candidate
   * @param onStart told at the start of each term; must not block
   */
  Leadership(KubernetesClient client, String identity, Runnable onStart, Metrics metrics) {
    this.client = client;
    this.identity = identity;
    this.onStart = onStart;
    this.metrics = metrics;
  }

  /** This process leads, by its own clock, and another can't have taken over yet. */
  boolean leads() {
    return term.leads(System.nanoTime());
  }

  void start() {
    Thread.ofVirtual().name("leadership").start(this::terms);
  }

  private void terms() {
    while (!closed.get()) {
      try {
        term = new LeaderTerm();
        elector(term).run();
      } catch (RuntimeException e) {
        LOG.atWarn().log("leader election failed, and starts again: {}", e.getMessage());
      }
      term.lost();
      metrics.leader(false);
    }
  }

  private LeaderElector elector(LeaderTerm current) {
    return new LeaderElector(
        client,
        new LeaderElectionConfigBuilder()
            .withName(LEASE_NAME)
            .withLock(
                new RenewalLock(
                    new LeaseLock(ScheduleStore.NAMESPACE, LEASE_NAME, identity), current))
            .withLeaseDuration(LeaderTerm.LEASE)
            .withRenewDeadline(RENEW_DEADLINE)
            .withRetryPeriod(RETRY)
            .withReleaseOnCancel(true)
            .withLeaderCallbacks(
                new LeaderCallbacks(
                    () -> {
                      LOG.atInfo().addKeyValue("identity", identity).log("leading");
                      metrics.leader(true);
                      executor.execute(onStart);
                    },
                    () -> {
                      current.lost();
                      metrics.leader(false);
                      LOG.atInfo().addKeyValue("identity", identity).log("no longer leading");
                    },
                    leader -> LOG.atInfo().addKeyValue("leader", leader).log("the leader is")))
            .build(),
        executor);
  }

  /** Ends the term; the lease is left to run out. */
  @Override
  public void close() {
    closed.set(true);
    executor.shutdownNow();
  }
}
