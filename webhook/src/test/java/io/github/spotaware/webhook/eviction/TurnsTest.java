package io.github.spotaware.webhook.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int LINE = 2;

  private final Turns turns = new Turns();

  private List<Turns.Turn> allTaken() {
    List<Turns.Turn> taken = IntStream.range(0, Turns.AT_ONCE).mapToObj(_ -> turns.turn()).toList();
    assertThat(taken).allSatisfy(turn -> assertThat(begin(turn)).isCompleted());
    return taken;
  }

  private static CompletableFuture<Void> begin(Turns.Turn turn) {
    return turn.await(LINE, false).toCompletableFuture();
  }

  private static void assertNone(CompletableFuture<Void> begin) {
    assertThat(begin).isCompletedExceptionally();
    assertThat(Turns.isNoTurn(catchThrowable(begin::join))).isTrue();
  }

  @Test
  void whoAsksTwiceHasOne() {
    Turns.Turn turn = turns.turn();
    assertThat(begin(turn)).isCompleted();
    assertThat(begin(turn)).isCompleted();
    turn.close();
    allTaken();
  }

  @Test
  void thoseInLineFollowInOrder() {
    List<Turns.Turn> taken = allTaken();
    CompletableFuture<Void> first = begin(turns.turn());
    CompletableFuture<Void> second = begin(turns.turn());
    taken.get(3).close();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    taken.get(5).close();
    assertThat(second).isCompleted();
  }

  @Test
  void theFirstComesBeforeAllInLineHoweverLongItIs() {
    List<Turns.Turn> taken = allTaken();
    CompletableFuture<Void> second = begin(turns.turn());
    begin(turns.turn());
    CompletableFuture<Void> first = turns.turn().await(LINE, true).toCompletableFuture();
    assertThat(first).isNotDone();
    taken.get(3).close();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    taken.get(5).close();
    assertThat(second).isCompleted();
  }

  @Test
  void whereTheLineIsFullThereIsNone() {
    allTaken();
    begin(turns.turn());
    begin(turns.turn());
    assertNone(begin(turns.turn()));
  }

  @Test
  void itIsFullOnceBothTurnsAndLineAre() {
    List<Turns.Turn> taken = allTaken();
    begin(turns.turn());
    assertThat(turns.isFull(LINE)).isFalse();
    begin(turns.turn());
    assertThat(turns.isFull(LINE)).isTrue();
    taken.getFirst().close();
    assertThat(turns.isFull(LINE)).isFalse();
  }

  @Test
  void whoLeavesTheLineIsPassedOver() {
    List<Turns.Turn> taken = allTaken();
    Turns.Turn answered = turns.turn();
    CompletableFuture<Void> never = begin(answered);
    CompletableFuture<Void> next = begin(turns.turn());
    answered.close();
    assertNone(never);
    taken.getFirst().close();
    assertThat(next).isCompleted();
  }

  @Test
  void onlyWhoIsInLineCanLeaveIt() {
    List<Turns.Turn> taken = allTaken();
    Turns.Turn waiting = turns.turn();
    CompletableFuture<Void> never = begin(waiting);
    waiting.leaveLine();
    assertNone(never);
    taken.getFirst().leaveLine();
    assertThat(begin(turns.turn())).as("its turn is still taken").isNotDone();
  }

  @Test
  void closedTwiceItIsGivenBackOnce() {
    List<Turns.Turn> taken = allTaken();
    CompletableFuture<Void> first = begin(turns.turn());
    CompletableFuture<Void> second = begin(turns.turn());
    taken.getFirst().close();
    taken.getFirst().close();
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
  }

  @Test
  void afterItsEndThereIsNone() {
    Turns.Turn turn = turns.turn();
    turn.close();
    assertNone(begin(turn));
  }
}
