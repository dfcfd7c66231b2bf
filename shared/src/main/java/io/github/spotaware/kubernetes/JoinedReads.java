package io.github.spotaware.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A read that many ask for at once is made once for all of them. Each gets the answer to a read
 * that begins after it has asked, as if it had read alone: at most one of a kind is under way, and
 * one in line behind it. Without this a list of a namespace with N Deployments is made N times
 * while all of them are evicted. A failure is shared as well.
 */
final class JoinedReads {
  /** Not begun: who asks now joins it. */
  private final Map<Object, CompletableFuture<?>> inLine = new HashMap<>();

  /** The one that was asked for last: in line, or under way with none behind it. */
  private final Map<Object, CompletableFuture<?>> last = new HashMap<>();

  /**
   * Joins the read that is in line, or gets in line.
   *
   * @param what is read; equal ones have to mean the same read
   * @param read makes it
   * @param request has it made; its stage has to end
   */
  <T> CompletionStage<T> read(
      Object what, Supplier<T> read, Function<Supplier<T>, CompletionStage<T>> request) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    CompletableFuture<?> before;
    synchronized (this) {
      @SuppressWarnings("unchecked") // What is the same is asked for by the same method.
      CompletableFuture<T> joined = (CompletableFuture<T>) inLine.get(what);
      if (joined != null) {
        return joined;
      }
      inLine.put(what, answer);
      before = last.put(what, answer);
    }
    afterwards(before)
        .thenCompose(_ ->
            request.apply(() -> {
              begins(what, answer);
              return read.get();
            }))
        .whenComplete((value, failure) -> {
          ends(what, answer);
          if (failure == null) {
            answer.complete(value);
          } else {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  /** However it ends. */
  private static CompletionStage<Void> afterwards(@Nullable CompletableFuture<?> before) {
    return before == null ? CompletableFuture.completedFuture(null) : before.handle((_, _) -> null);
  }

  /** From now on it tells too little: who comes later waits for the next one. */
  private synchronized void begins(Object what, CompletableFuture<?> read) {
    inLine.remove(what, read);
  }

  /** Also where it failed before it began. */
  private synchronized void ends(Object what, CompletableFuture<?> read) {
    inLine.remove(what, read);
    last.remove(what, read);
  }
}
