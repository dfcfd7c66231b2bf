package io.github.spotaware.webhook.eviction;

import io.github.spotaware.kubernetes.WorkloadWatch;
import io.github.spotaware.process.Cluster;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.DeploymentRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One watch for each Deployment with held evictions, shared by them, and kept a little longer than
 * the last one: a drain asks again every five seconds.
 */
final class WorkloadWatches implements AutoCloseable {
  private static final Duration LINGER = Duration.ofSeconds(15);

  /** A use of a watch; closing it twice does no harm. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private static final class Shared {
    private final WorkloadWatch watch;
    private int users;

    Shared(WorkloadWatch watch) {
      this.watch = watch;
    }
  }

  private final Cluster cluster;
  private final Consumer<DeploymentRef> changed;
  private final Map<DeploymentRef, Shared> open = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("watches").factory());

  WorkloadWatches(Cluster cluster, Consumer<DeploymentRef> changed) {
    this.cluster = cluster;
    this.changed = changed;
  }

  synchronized Subscription subscribe(DeploymentRef ref, LabelSelector selector) {
    Shared shared =
        open.computeIfAbsent(
            ref,
            key ->
                new Shared(
                    new WorkloadWatch(cluster.client(), key, selector, () -> changed.accept(key))));
    shared.users++;
    boolean[] closed = {false};
    return () -> {
      synchronized (this) {
        if (!closed[0]) {
          closed[0] = true;
          shared.users--;
          var _ = timer.schedule(() -> closeUnused(ref), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    };
  }

  private synchronized void closeUnused(DeploymentRef ref) {
    Shared shared = open.get(ref);
    if (shared != null && shared.users == 0) {
      open.remove(ref);
      shared.watch.close();
    }
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
    open.values().forEach(shared -> shared.watch.close());
    open.clear();
  }
}
