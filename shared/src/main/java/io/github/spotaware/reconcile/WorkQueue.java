package io.github.spotaware.reconcile;

import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.schedule.DeploymentRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over Deployments: at most one at a time for each, a bounded number at once, and a backoff
 * of its own for each that fails, so that one never delays another. Not more than one entry is kept
 * for each Deployment.
 */
public final class WorkQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
  private static final int AT_ONCE = 8;
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  /** A due time is wall time, which may be set: it is looked at again at least this often. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final class Entry {
    private boolean busy;
    private boolean again;
    private int failures;
    private Timing.@Nullable Timer timer;
  }

  private final Function<DeploymentRef, CompletionStage<Pass>> pass;
  private final Timing timing;
  private final Map<DeploymentRef, Entry> entries = new HashMap<>();
  private final Queue<DeploymentRef> waiting = new ArrayDeque<>();
  private int running;
  private boolean closed;

  /**
   * @param pass begins a pass and returns at once; its stage does not fail
   */
  public WorkQueue(Function<DeploymentRef, CompletionStage<Pass>> pass, Timing timing) {
    this.pass = pass;
    this.timing = timing;
  }

  /** A pass is made soon; one that runs already is followed by another. Returns at once. */
  public synchronized void add(DeploymentRef ref) {
    if (closed) {
      return;
    }
    Entry entry = entries.computeIfAbsent(ref, key -> new Entry());
    if (entry.busy) {
      entry.again = true;
      return;
    }
    if (entry.timer != null) {
      entry.timer.cancel();
      entry.timer = null;
    }
    entry.busy = true;
    waiting.add(ref);
    begin();
  }

  private void begin() {
    while (!closed && running < AT_ONCE && !waiting.isEmpty()) {
      DeploymentRef ref = waiting.remove();
      running++;
      timing.execute(() -> run(ref));
    }
  }

  private void run(DeploymentRef ref) {
    synchronized (this) {
      Entry entry = entries.get(ref);
      if (entry != null) {
        entry.again = false;
      }
    }
    begun(ref)
        .whenComplete((result, failure) -> {
          if (failure != null) {
            LOG.atError().setCause(failure).log("a pass over {} failed", ref);
          }
          done(ref, failure == null ? result : new Pass.Failed(ReadFailed.words(failure)));
        });
  }

  private CompletionStage<Pass> begun(DeploymentRef ref) {
    try {
      return pass.apply(ref);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized void done(DeploymentRef ref, Pass result) {
    running--;
    Entry entry = entries.get(ref);
    if (entry != null) {
      entry.busy = false;
      follow(ref, entry, result);
    }
    begin();
  }

  private void follow(DeploymentRef ref, Entry entry, Pass result) {
    switch (result) {
      case Pass.Waits waits -> {
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
      case Pass.Failed failed -> {
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

  private Duration untilWall(Instant time) {
    Duration left = Duration.between(timing.now().wall(), time).plusMillis(1);
    return left.isNegative()
        ? Duration.ZERO
        : left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
  }

  private static Duration backoff(int failures) {
    Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, 10));
    return backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
  }

  private void later(DeploymentRef ref, Entry entry, Duration delay) {
    entry.timer = timing.after(delay, () -> add(ref));
  }

  @Override
  public synchronized void close() {
    closed = true;
    entries
        .values()
        .forEach(entry -> {
          if (entry.timer != null) {
            entry.timer.cancel();
          }
        });
    entries.clear();
    waiting.clear();
  }
}
