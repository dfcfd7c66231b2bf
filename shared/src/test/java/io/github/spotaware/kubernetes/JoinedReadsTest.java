package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class JoinedReadsTest {
  private final JoinedReads joined = new JoinedReads();
  private final Deque<Request> requests = new ArrayDeque<>();
  private int now;

  /** One that has been sent: it has begun, and shows what was so then. */
  private final class Request {
    private final Supplier<Integer> read;
    private final CompletableFuture<Integer> answer = new CompletableFuture<>();
    private int shown;

    private Request(Supplier<Integer> read) {
      this.read = read;
    }

    void begins() {
      shown = read.get();
    }

    void ends() {
      answer.complete(shown);
    }

    void isMade() {
      begins();
      ends();
    }
  }

  private CompletionStage<Integer> ask(String what) {
    return joined.read(
        what,
        () -> now,
        read -> {
          Request request = new Request(read);
          requests.add(request);
          return request.answer;
        });
  }

  @Test
  void oneReadAnswersAllWhoAskedBeforeItBegan() {
    CompletionStage<Integer> first = ask("a");
    CompletionStage<Integer> second = ask("a");
    assertThat(requests).hasSize(1);
    requests.getFirst().isMade();
    assertThat(first).isCompletedWithValue(0);
    assertThat(second).isCompletedWithValue(0);
  }

  /** What has begun may have missed what its asker has just done. */
  @Test
  void whoAsksLaterGetsTheAnswerToALaterRead() {
    CompletionStage<Integer> early = ask("a");
    Request begun = requests.removeFirst();
    begun.begins();
    now = 1;
    CompletionStage<Integer> late = ask("a");
    CompletionStage<Integer> later = ask("a");
    assertThat(requests).as("one at a time").isEmpty();

    begun.ends();
    assertThat(early).isCompletedWithValue(0);
    assertThat(late).isNotDone();
    assertThat(requests).as("one for the two").hasSize(1);
    now = 2;
    requests.getFirst().isMade();
    assertThat(late).isCompletedWithValue(2);
    assertThat(later).isCompletedWithValue(2);

    ask("a");
    assertThat(requests).as("and anew").hasSize(2);
  }

  @Test
  void othersAreNotWaitedFor() {
    ask("a");
    ask("b");
    assertThat(requests).hasSize(2);
  }

  @Test
  void whatFailsFailsForItsAskersOnly() {
    CompletionStage<Integer> early = ask("a");
    Request begun = requests.removeFirst();
    begun.begins();
    CompletionStage<Integer> late = ask("a");
    begun.answer.completeExceptionally(new IllegalStateException("away"));
    assertThat(early).isCompletedExceptionally();
    requests.getFirst().isMade();
    assertThat(late).isCompletedWithValue(0);
  }

  /** As an executor does that is shut down. */
  @Test
  void whatCannotEvenBeAskedForFails() {
    IllegalStateException shutDown = new IllegalStateException("shut down");
    CompletionStage<Integer> refused =
        joined.read(
            "a",
            () -> now,
            _ -> {
              throw shutDown;
            });
    assertThat(refused.toCompletableFuture())
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCause(shutDown);
    ask("a");
    assertThat(requests).hasSize(1);
  }

  /** There was no place for it. */
  @Test
  void whatFailsBeforeItBeginsIsInNobodysWay() {
    CompletionStage<Integer> first = ask("a");
    requests.removeFirst().answer.completeExceptionally(new IllegalStateException("no place"));
    assertThat(first).isCompletedExceptionally();
    CompletionStage<Integer> second = ask("a");
    requests.getFirst().isMade();
    assertThat(second).isCompletedWithValue(0);
  }
}
