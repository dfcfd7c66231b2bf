package io.github.spotaware.e2e.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Prints what several sources tell as one story, in order of time. The sources tell late, each in
 * its own way, so a line is held back for a second; one that is later still is printed all the
 * same, with its true time.
 */
final class Timeline implements AutoCloseable {

  private static final Duration HELD_BACK = Duration.ofSeconds(1);
  private static final int TICK_MILLIS = 100;

  private final Instant start;
  private final PrintStream out;
  private final List<Supplier<List<Happening>>> sources = new ArrayList<>();
  private final List<Happening> waiting = new ArrayList<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("timeline").daemon().unstarted(task));

  /** Times are told relative to {@code start}. */
  Timeline(Instant start, PrintStream out) {
    this.start = start;
    this.out = out;
    var _ =
        ticker.scheduleAtFixedRate(
            () -> print(Instant.now().minus(HELD_BACK)),
            TICK_MILLIS,
            TICK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Asks this source again and again for what it has not told yet. */
  synchronized void add(Supplier<List<Happening>> source) {
    sources.add(source);
  }

  /** Something happens now. */
  synchronized void now(String actor, String what) {
    waiting.add(new Happening(Instant.now(), actor, what));
  }

  /** Prints what is left. */
  @Override
  public void close() {
    ticker.shutdownNow();
    ticker.close();
    print(Instant.MAX);
  }

  private synchronized void print(Instant until) {
    sources.forEach(source -> waiting.addAll(source.get()));
    waiting.sort(Comparator.comparing(Happening::time));
    while (!waiting.isEmpty() && !waiting.getFirst().time().isAfter(until)) {
      Happening next = waiting.removeFirst();
      double seconds = Duration.between(start, next.time()).toMillis() / 1000.0;
      if (seconds >= 0) {
        out.printf("  %6.2f s  %-10s  %s%n", seconds, next.actor(), next.what());
      }
    }
    out.flush();
  }
}
