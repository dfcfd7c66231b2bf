package io.github.spotaware.sandbox.clock;

import io.github.spotaware.simulation.kernel.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that the model lives on. Its virtual time follows the real clock: each event runs
 * when it is due, and each request from outside as soon as it comes, so the model needs no lock.
 */
public final class ClusterThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterThread.class);
  private static final Duration STOP_BOUND = Duration.ofSeconds(5);

  /** Longer than any request lives. */
  private static final Duration CALL_BOUND = Duration.ofSeconds(40);

  private final VirtualTime time = new VirtualTime();

  /** Each is waited for by a request or a webhook's call, so there are no more than of those. */
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  private final Thread thread = Thread.ofPlatform().daemon().name("cluster").unstarted(this::run);
  private final long started = System.nanoTime();
  private final long startedAt;
  private volatile boolean closed;

  /** Virtual time begins at what the wall clock shows. */
  public ClusterThread() {
    startedAt = Duration.between(VirtualTime.EPOCH, Instant.now()).toNanos();
    time.advanceTo(startedAt);
  }

  /** To be used on the thread alone, and to build the model before {@link #start}. */
  public VirtualTime time() {
    return time;
  }

  /** Time begins to pass. */
  public void start() {
    thread.start();
  }

  /**
   * Runs this on the thread and returns what it gives.
   *
   * @throws RuntimeException what it threw
   * @throws IllegalStateException where the thread has not come to it in 40 s, or has ended
   */
  public <T> T call(Supplier<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    post(() -> {
      try {
        result.complete(action.get());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    });
    return await(result);
  }

  /** Waits for something that happens on the thread, as {@link #call} does. */
  public static <T> T await(CompletableFuture<T> result) {
    try {
      return result.get(CALL_BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the cluster did not come to it in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster was asked", e);
    }
  }

  /** Runs this on the thread, soon. */
  public void post(Runnable action) {
    if (closed) {
      throw new IllegalStateException("the cluster has ended");
    }
    tasks.add(action);
  }

  private void run() {
    while (!closed) {
      try {
        Runnable task = tasks.poll(Math.max(0, time.next() - now()), TimeUnit.NANOSECONDS);
        recovering(() -> time.runUntil(now()));
        if (task != null) {
          recovering(task);
        }
      } catch (InterruptedException _) {
        closed = true;
      }
    }
  }

  /** As controllers do (apimachinery util/runtime, HandleCrash): one that fails ends no other. */
  private static void recovering(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A step of the cluster failed");
    }
  }

  private long now() {
    return startedAt + System.nanoTime() - started;
  }

  /** Time stops. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      var _ = thread.join(STOP_BOUND);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
