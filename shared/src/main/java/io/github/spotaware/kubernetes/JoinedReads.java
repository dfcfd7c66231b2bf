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
 * while all of them are evicted.
 */
final class JoinedReads {
  private final Map<Object, Read<?>> inLine = new HashMap<>();
  private final Map<Object, Read<?>> underWay = new HashMap<>();

  private static final class Read<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Runnable request;

    private Read(Function<Read<T>, Runnable> request) {
      this.request = request.apply(this);
    }
  }

  /**
   * Joins the read that is in line, or gets in line.
   *
   * @param what is read; equal ones have to mean the same read
   * @param read makes it
   * @param request has it made; its stage has to end
   */
  <T> CompletionStage<T> read(
      Object what, Supplier<T> read, Function<Supplier<T>, CompletionStage<T>> request) {
    Read<T> mine;
    boolean first;
    synchronized (this) {
      @SuppressWarnings("unchecked") // What is the same is asked for by the same method.
      Read<T> joined = (Read<T>) inLine.get(what);
      if (joined != null) {
        return joined.answer;
      }
      mine = new Read<>(self -> () -> make(what, self, read, request));
      inLine.put(what, mine);
      first = !underWay.containsKey(what);
      if (first) {
        underWay.put(what, mine);
      }
    }
    if (first) {
      mine.request.run();
    }
    return mine.answer;
  }

  private <T> void make(
      Object what,
      Read<T> self,
      Supplier<T> read,
      Function<Supplier<T>, CompletionStage<T>> request) {
    request
        .apply(() -> {
          begins(what, self);
          return read.get();
        })
        .whenComplete((answer, failure) -> {
          Read<?> next = ended(what, self);
          if (failure == null) {
            self.answer.complete(answer);
          } else {
            self.answer.completeExceptionally(failure);
          }
          if (next != null) {
            next.request.run();
          }
        });
  }

  /** From now on it tells too little: who comes later waits for the next one. */
  private synchronized void begins(Object what, Read<?> read) {
    inLine.remove(what, read);
  }

  /** Also where it failed before it began. The next one, if anyone waits for it. */
  private synchronized @Nullable Read<?> ended(Object what, Read<?> read) {
    inLine.remove(what, read);
    Read<?> next = inLine.get(what);
    if (next == null) {
      underWay.remove(what);
    } else {
      underWay.put(what, next);
    }
    return next;
  }
}
