package io.github.spotaware.fuzz.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Judges so many inputs of a kind, on several threads.
 *
 * @param seed of all inputs
 * @param threads that judge at the same time
 * @param bound longer than any input may take
 */
public record Campaign(long seed, int threads, Duration bound) {
  private static final int MOST_FAILURES = 5;

  private record Current(long index, long since, Thread thread) {}

  /** Runs the inputs from {@code first} on; ends early where much is wrong, or one hangs. */
  public <I> Tally run(Kind<I> kind, long first, long count) {
    return new Run<>(kind, first, count).tally();
  }

  private final class Run<I> {
    private final Kind<I> kind;
    private final Fuzz<I> fuzz;
    private final long end;
    private final AtomicLong next;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final ConcurrentHashMap<Thread, Current> judging = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, String> wrong = new ConcurrentHashMap<>();
    private final List<String> hangs = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(threads);

    Run(Kind<I> kind, long first, long count) {
      this.kind = kind;
      this.fuzz = new Fuzz<>(kind, seed);
      this.next = new AtomicLong(first);
      this.end = first + count;
    }

    Tally tally() {
      long begin = System.nanoTime();
      for (int i = 0; i < threads; i++) {
        // Platform threads of the usual stack: what overflows it in a process does so here.
        Thread.ofPlatform().daemon().name("fuzz-" + kind.name() + "-" + i).start(this::work);
      }
      try {
        while (!done.await(Math.min(200, bound.toMillis()), TimeUnit.MILLISECONDS)
            && hangs.isEmpty()) {
          lookForHangs();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      List<String> failures = new ArrayList<>(hangs);
      wrong.entrySet().stream()
          .sorted(java.util.Map.Entry.comparingByKey())
          .limit(MOST_FAILURES)
          .forEach(entry -> failures.add(fuzz.report(entry.getKey(), entry.getValue())));
      return new Tally(kind.name(), accepted.sum(), rejected.sum(), took, failures);
    }

    private void work() {
      Thread self = Thread.currentThread();
      try {
        for (long index = next.getAndIncrement();
            index < end && wrong.size() < MOST_FAILURES;
            index = next.getAndIncrement()) {
          judging.put(self, new Current(index, System.nanoTime(), self));
          switch (fuzz.judge(index)) {
            case Outcome.Accepted _ -> accepted.increment();
            case Outcome.Rejected _ -> rejected.increment();
            case Outcome.Wrong(String problem) -> wrong.put(index, problem);
          }
        }
      } finally {
        judging.remove(self);
        done.countDown();
      }
    }

    private void lookForHangs() {
      for (Current current : judging.values()) {
        if (System.nanoTime() - current.since() > bound.toNanos()) {
          StringBuilder where = new StringBuilder();
          for (StackTraceElement element : current.thread().getStackTrace()) {
            where.append(System.lineSeparator()).append("    at ").append(element);
          }
          hangs.add(
              fuzz.reportUnjudged(
                  current.index(), "no end after " + bound.toSeconds() + " s" + where));
        }
      }
    }
  }
}
