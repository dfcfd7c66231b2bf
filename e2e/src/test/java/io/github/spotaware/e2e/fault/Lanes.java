package io.github.spotaware.e2e.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What goes on side by side for a time, each again and again, with pauses of random length. */
final class Lanes {
  private final long seed;
  private final long end;
  private final List<CompletableFuture<Void>> lanes = new ArrayList<>();
  private final Map<String, Integer> times = new TreeMap<>();
  private volatile boolean failed;

  /**
   * @param seed of all that is random: in what order things meet depends on the machine as well
   */
  Lanes(long seed, Duration length) {
    this.seed = seed;
    end = System.nanoTime() + length.toNanos();
  }

  /**
   * Starts one.
   *
   * @param act once; given what is random
   * @param pause at most, after each
   */
  void add(String name, Duration pause, Consumer<Random> act) {
    Random random = new Random(seed + name.hashCode());
    lanes.add(
        CompletableFuture.runAsync(
            () -> {
              while (System.nanoTime() < end && !failed) {
                run(name, () -> act.accept(random));
                LockSupport.parkNanos(random.nextLong(pause.toNanos()));
              }
            },
            Thread::startVirtualThread));
  }

  private void run(String name, Runnable act) {
    try {
      act.run();
      count(name);
    } catch (RuntimeException | Error e) {
      failed = true;
      throw e;
    }
  }

  private synchronized void count(String name) {
    times.merge(name, 1, Integer::sum);
  }

  /** How often each was done so far. */
  synchronized Map<String, Integer> times() {
    return new TreeMap<>(times);
  }

  /** Whether one still goes on. */
  boolean goOn() {
    return lanes.stream().anyMatch(lane -> !lane.isDone());
  }

  /** Waits until each has ended; the first that failed ends all, and is thrown. */
  void join() {
    CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new)).join();
  }
}
