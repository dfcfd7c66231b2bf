package io.github.spotaware.e2e.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells what several sources tell as one story, in order of time. The sources tell late, each in
 * its own way, so a happening is held back for a second; one that is later still is told all the
 * same, with its true time.
 */
final class Timeline implements AutoCloseable {

  private static final Duration HELD_BACK = Duration.ofSeconds(1);
  private static final int TICK_MILLIS = 100;

  private final Instant start;
  private final Consumer<Happening> listener;
  private final List<Supplier<List<Happening>>> sources = new ArrayList<>();
  private final List<Happening> waiting = new ArrayList<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("timeline").daemon().unstarted(task));

  /**
   * What happened before {@code start} is left out.
   *
   * @param listener told one happening at a time, the earlier first, by one thread after another;
   *     several are one by {@link Consumer#andThen}
   */
  Timeline(Instant start, Consumer<Happening> listener) {
    this.start = start;
    this.listener = listener;
    var _ =
        ticker.scheduleAtFixedRate(
            () -> tell(Instant.now().minus(HELD_BACK)),
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

  /** Tells what is left. */
  @Override
  public void close() {
    ticker.shutdownNow();
    ticker.close();
    tell(Instant.MAX);
  }

  private synchronized void tell(Instant until) {
    sources.forEach(source -> waiting.addAll(source.get()));
    waiting.sort(Comparator.comparing(Happening::time));
    while (!waiting.isEmpty() && !waiting.getFirst().time().isAfter(until)) {
      Happening next = waiting.removeFirst();
      if (!next.time().isBefore(start)) {
        listener.accept(next);
      }
    }
  }
}
