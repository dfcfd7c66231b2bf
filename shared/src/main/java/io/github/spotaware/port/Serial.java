package io.github.spotaware.port;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs what it is given one at a time, in the order given, on another's threads. */
public final class Serial implements Executor {
  private final Executor executor;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  public Serial(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable action) {
    waiting.add(action);
    if (count.getAndIncrement() == 0) {
      executor.execute(this::run);
    }
  }

  private void run() {
    do {
      Runnable action = waiting.poll();
      if (action != null) {
        action.run();
      }
    } while (count.decrementAndGet() > 0);
  }
}
