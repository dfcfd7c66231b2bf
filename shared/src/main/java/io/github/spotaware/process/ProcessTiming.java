package io.github.spotaware.process;

import io.github.spotaware.hold.Moment;
import io.github.spotaware.port.Timing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clocks; one thread for timers, and a virtual one for each thing to run. */
final class ProcessTiming implements Timing, AutoCloseable {
  private static final Timer NOTHING = () -> {};

  private final InstantSource clock;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("timers").factory());

  ProcessTiming(InstantSource clock) {
    this.clock = clock;
    timers.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Moment now() {
    return new Moment(clock.instant(), System.nanoTime());
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    try {
      ScheduledFuture<?> timer =
          timers.schedule(
              () -> execute(action), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
      return () -> timer.cancel(false);
    } catch (RejectedExecutionException _) {
      return NOTHING; // the process is ending
    }
  }

  @Override
  public void execute(Runnable action) {
    try {
      executor.execute(action);
    } catch (RejectedExecutionException _) {
      // The process is ending: nothing that it begins now would be finished.
    }
  }

  @Override
  public void close() {
    timers.shutdownNow();
    executor.shutdown();
  }
}
