package io.github.spotaware.webhook.eviction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Whose turn it is to be looked at and surged, of the calls about pods of protected Deployments.
 * Each takes a dozen requests to the API server: all at once, none would be in time, as the
 * evictions of a cluster's upgrade may come. The others wait in line, and who finds the line full
 * is told to ask again.
 *
 * <p>Pods of Deployments that have a surge come first: what is begun is ended before the surge is
 * over. And an eviction goes on where both webhooks let it go in one call, each with a line of its
 * own: else they would hardly ever agree.
 */
final class Turns {
  /**
   * So many at a time, each with four requests at most. More are no faster where the API server has
   * no CPU left, and then none is in time.
   */
  static final int AT_ONCE = 8;

  private enum State {
    NEW,
    IN_LINE,
    TAKEN,
    OVER
  }

  private final Deque<Turn> first = new ArrayDeque<>();
  private final Deque<Turn> line = new ArrayDeque<>();
  private int taken;

  /** One that is not asked for yet. */
  Turn turn() {
    return new Turn();
  }

  /** Whether the next one to ask would find no place in a line of this length. */
  synchronized boolean isFull(int longestLine) {
    return taken >= AT_ONCE && line.size() >= longestLine;
  }

  /** Whether this is what a {@link Turn#await} ended with. */
  static boolean isNoTurn(Throwable failure) {
    return failure instanceof NoTurn
        || (failure instanceof CompletionException && failure.getCause() instanceof NoTurn);
  }

  /** The line was full, or the call was answered while it was in line. */
  private static final class NoTurn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoTurn() {
      super("too many others are in line", null, false, false);
    }
  }

  /** That of one call, from its first look until it is held or answered. */
  final class Turn implements AutoCloseable {
    private final CompletableFuture<Void> begin = new CompletableFuture<>();
    private State state = State.NEW;

    private Turn() {}

    /**
     * Asks for it, once; later calls give the same. The stage ends when the turn has come, or with
     * {@link #isNoTurn} where it does not.
     *
     * @param longestLine how many may wait already
     * @param before all that are in line otherwise, however many
     */
    CompletionStage<Void> await(int longestLine, boolean before) {
      State now = enter(longestLine, before);
      if (now == State.TAKEN) {
        begin.complete(null);
      } else if (now == State.OVER) {
        begin.completeExceptionally(new NoTurn());
      }
      return begin;
    }

    private State enter(int longestLine, boolean before) {
      synchronized (Turns.this) {
        if (state != State.NEW) {
          return state;
        }
        if (taken < AT_ONCE) {
          taken++;
          state = State.TAKEN;
        } else if (before) {
          first.addLast(this);
          state = State.IN_LINE;
        } else if (line.size() < longestLine) {
          line.addLast(this);
          state = State.IN_LINE;
        } else {
          state = State.OVER;
        }
        return state;
      }
    }

    /** It has come, or does not come any more. */
    void leaveLine() {
      synchronized (Turns.this) {
        if (state != State.IN_LINE) {
          return;
        }
        removeFromLine();
      }
      begin.completeExceptionally(new NoTurn());
    }

    /** Leaves it to the next in line; also where it has not come. May be repeated. */
    @Override
    public void close() {
      leave().ifPresent(next -> next.begin.complete(null));
      begin.completeExceptionally(new NoTurn());
    }

    private void removeFromLine() {
      first.remove(this);
      line.remove(this);
      state = State.OVER;
    }

    /** Whose turn it is now. */
    private Optional<Turn> leave() {
      synchronized (Turns.this) {
        Optional<Turn> next = Optional.empty();
        if (state == State.IN_LINE) {
          removeFromLine();
        } else if (state == State.TAKEN) {
          next = Optional.ofNullable(first.isEmpty() ? line.pollFirst() : first.pollFirst());
          next.ifPresentOrElse(turn -> turn.state = State.TAKEN, () -> taken--);
        }
        state = State.OVER;
        return next;
      }
    }
  }
}
