package io.github.spotaware.e2e.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The ends of rounds, which are mostly waiting: they go on while the next rounds run. */
final class Ends implements AutoCloseable {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> ends = new ArrayList<>();

  /** How many there are so far. */
  int count() {
    return ends.size();
  }

  void add(Runnable end) {
    ends.add(executor.submit(end));
  }

  /**
   * Waits for all of them.
   *
   * @throws AssertionError with each failure
   */
  void join() throws InterruptedException {
    AssertionError failed = new AssertionError("rounds failed, of " + ends.size());
    for (Future<?> end : ends) {
      try {
        end.get();
      } catch (ExecutionException e) {
        failed.addSuppressed(e.getCause());
      }
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
