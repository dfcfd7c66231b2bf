package io.github.spotaware.reconcile;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Begins so many things at once and not more; the others wait in the order in which they came. */
final class AtMost {
  private final int most;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  AtMost(int most) {
    this.most = most;
  }

  /**
   * Begins it, or lets it wait. Returns at once.
   *
   * @param begin begins it and returns at once
   */
  <T> CompletionStage<T> run(Supplier<CompletionStage<T>> begin) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable action =
        () ->
            begin
                .get()
                .whenComplete((value, failure) -> {
                  ended();
                  if (failure == null) {
                    result.complete(value);
                  } else {
                    result.completeExceptionally(failure);
                  }
                });
    synchronized (this) {
      if (running == most) {
        waiting.add(action);
        return result;
      }
      running++;
    }
    action.run();
    return result;
  }

  private void ended() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        running--;
      }
    }
    if (next != null) {
      next.run();
    }
  }
}
