package io.github.spotaware.e2e.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Repeats a test on Deployments of its own, some at a time: most of each is waiting for delays. */
final class Rounds {

  private Rounds() {}

  /**
   * Runs all rounds, also after one that failed.
   *
   * @param count how many
   * @param atOnce how many at a time
   * @param round given its number, from 0
   * @return what the rounds returned, in their order
   * @throws AssertionError when any failed, with each failure
   */
  static <T> List<T> run(int count, int atOnce, IntFunction<T> round) throws InterruptedException {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      calls.add(() -> round.apply(number));
    }
    List<T> results = new ArrayList<>();
    AssertionError failed = new AssertionError("rounds failed, of " + count);
    try (ExecutorService executor =
        Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().name("round-", 0).factory())) {
      for (Future<T> future : executor.invokeAll(calls)) {
        try {
          results.add(future.get());
        } catch (ExecutionException e) {
          failed.addSuppressed(e.getCause());
        }
      }
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
    return results;
  }
}
