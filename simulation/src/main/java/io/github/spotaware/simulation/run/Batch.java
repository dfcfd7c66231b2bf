package io.github.spotaware.simulation.run;

import io.github.spotaware.simulation.check.Coverage;
import io.github.spotaware.simulation.check.Violation;
import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many seeds, on all processors. It stops handing out seeds after {@link #MOST_FAILURES}
 * violations.
 */
final class Batch {
  private static final Duration PROGRESS = Duration.ofSeconds(10);

  /** Seeds are handed out in portions, so that threads seldom meet. */
  private static final int PORTION = 50;

  /** One seed that did not hold. */
  record Failure(long seed, Violation violation) {}

  /**
   * What came of it.
   *
   * @param fewestSteps of one seed
   */
  record Result(
      Variant variant,
      long seeds,
      long steps,
      long fewestSteps,
      double seconds,
      List<Failure> failures,
      Coverage coverage) {}

  private final long to;
  private final long from;
  private final Variant variant;
  private final int mostFailures;
  private final Consumer<String> progress;
  private final AtomicLong next;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final AtomicLong fewestSteps = new AtomicLong(Long.MAX_VALUE);
  private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
  private final Coverage coverage = new Coverage();
  private final AtomicReference<@Nullable Throwable> broke = new AtomicReference<>();
  private final long began = System.nanoTime();
  private final AtomicLong lastProgress = new AtomicLong(began);

  /**
   * @param from the first seed
   * @param to the last one, included
   * @param mostFailures ends it early
   * @param progress told now and then how far it is
   */
  Batch(long from, long to, Variant variant, int mostFailures, Consumer<String> progress) {
    this.mostFailures = mostFailures;
    this.from = from;
    this.to = to;
    this.variant = variant;
    this.progress = progress;
    this.next = new AtomicLong(from);
  }

  /**
   * Runs them.
   *
   * @throws IllegalStateException if the simulation itself is broken: nothing it found would count
   */
  Result run() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(
          Thread.ofPlatform()
              .name("simulate-" + i)
              .uncaughtExceptionHandler((_, bug) -> broke.compareAndSet(null, bug))
              .start(this::work));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    Throwable bug = broke.get();
    if (bug != null) {
      throw new IllegalStateException("the simulation itself is broken: " + bug, bug);
    }
    List<Failure> sorted = new ArrayList<>(failures);
    sorted.sort(Comparator.comparingLong(Failure::seed));
    return new Result(
        variant, done.get(), steps.get(), fewestSteps.get(), seconds(), sorted, coverage);
  }

  private void work() {
    Coverage mine = new Coverage();
    while (failures.size() < mostFailures && broke.get() == null) {
      long first = next.getAndAdd(PORTION);
      if (first > to) {
        break;
      }
      for (long seed = first;
          seed < first + PORTION && seed <= to && failures.size() < mostFailures;
          seed++) {
        one(seed, mine);
      }
    }
    coverage.merge(mine);
  }

  private void one(long seed, Coverage mine) {
    Run run = new Run(Scenario.of(seed), variant, null);
    Violation violation = run.judged();
    mine.merge(run.coverage());
    done.incrementAndGet();
    steps.addAndGet(run.time().steps());
    fewestSteps.accumulateAndGet(run.time().steps(), Math::min);
    if (violation != null) {
      failures.add(new Failure(seed, violation));
      progress.accept("simulate: seed %d violated: %s".formatted(seed, violation));
    }
    long now = System.nanoTime();
    long last = lastProgress.get();
    if (now - last > PROGRESS.toNanos() && lastProgress.compareAndSet(last, now)) {
      progress.accept(
          "simulate: %d of %d seeds, %.0f a second, %d violations"
              .formatted(done.get(), to - from + 1, done.get() / seconds(), failures.size()));
    }
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }
}
