package io.github.spotaware.scaler;

import io.github.spotaware.schedule.DeploymentRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over Deployments: at most one at a time for each, a bounded number at once, and a backoff
 * of its own for each that fails, so that one never delays another. Not more than one entry is kept
 * for each Deployment.
 */
final class WorkQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
  private static final int AT_ONCE = 8;
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  private static final class Entry {
    private boolean running;
    private boolean again;
    private int failures;
    private @Nullable ScheduledFuture<?> timer;
  }

  private final Function<DeploymentRef, Reconciler.Pass> pass;
  private final InstantSource clock;
  private final Map<DeploymentRef, Entry> entries = new HashMap<>();
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("timers").factory());

  WorkQueue(Function<DeploymentRef, Reconciler.Pass> pass, InstantSource clock) {
    this.pass = pass;
    this.clock = clock;
  }

  /** A pass is made soon; one that runs already is followed by another. Returns at once. */
  synchronized void add(DeploymentRef ref) {
    Entry entry = entries.computeIfAbsent(ref, key -> new Entry());
    if (entry.running) {
      entry.again = true;
      return;
    }
    if (entry.timer != null) {
      entry.timer.cancel(false);
      entry.timer = null;
    }
    entry.running = true;
    Thread.ofVirtual().name("reconcile " + ref).start(() -> run(ref, entry));
  }

  /** A pass is made after a delay, unless one is due or running already. Returns at once. */
  synchronized void addWithin(DeploymentRef ref, Duration delay) {
    Entry entry = entries.computeIfAbsent(ref, key -> new Entry());
    if (!entry.running && entry.timer == null) {
      later(ref, entry, delay);
    }
  }

  private void run(DeploymentRef ref, Entry entry) {
    Reconciler.Pass result;
    try {
      permits.acquire();
      try {
        result = pass.apply(ref);
      } finally {
        permits.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("a pass over {} failed", ref);
      result = new Reconciler.Pass.Failed(String.valueOf(e.getMessage()));
    }
    done(ref, entry, result);
  }

  private synchronized void done(DeploymentRef ref, Entry entry, Reconciler.Pass result) {
    entry.running = false;
    switch (result) {
      case Reconciler.Pass.Waits waits -> {
        entry.failures = 0;
        if (entry.again) {
          entry.again = false;
          add(ref);
        } else if (waits.until().isPresent()) {
          later(ref, entry, untilWall(waits.until().get()));
        } else {
          entries.remove(ref);
        }
      }
      case Reconciler.Pass.Failed failed -> {
        entry.again = false;
        Duration backoff = backoff(entry.failures++);
        LOG.atWarn()
            .addKeyValue("namespace", ref.namespace())
            .addKeyValue("deployment", ref.name())
            .addKeyValue("againInMillis", backoff.toMillis())
            .log("{}", failed.message());
        later(ref, entry, backoff);
      }
    }
  }

  /**
   * A due time is wall time, which may be set: it is looked at again at least every ten seconds.
   */
  private Duration untilWall(Instant time) {
    Duration left = Duration.between(clock.instant(), time).plusMillis(1);
    Duration most = Duration.ofSeconds(10);
    return left.isNegative() ? Duration.ZERO : left.compareTo(most) > 0 ? most : left;
  }

  private static Duration backoff(int failures) {
    Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, 10));
    return backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
  }

  private void later(DeploymentRef ref, Entry entry, Duration delay) {
    entry.timer = timers.schedule(() -> add(ref), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void close() {
    timers.shutdownNow();
    entries.clear();
  }
}
