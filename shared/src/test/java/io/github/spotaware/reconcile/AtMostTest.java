package io.github.spotaware.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AtMostTest {
  private final AtMost atMost = new AtMost(2);
  private final List<String> begun = new ArrayList<>();
  private final List<CompletableFuture<String>> open = new ArrayList<>();

  private CompletionStage<String> run(String name) {
    return atMost.run(() -> {
      begun.add(name);
      CompletableFuture<String> stage = new CompletableFuture<>();
      open.add(stage);
      return stage;
    });
  }

  @Test
  void theOthersWaitInTheirOrder() {
    List<CompletionStage<String>> all = List.of(run("a"), run("b"), run("c"), run("d"));
    assertThat(begun).containsExactly("a", "b");
    open.get(1).complete("done");
    assertThat(begun).containsExactly("a", "b", "c");
    assertThat(all.get(1).toCompletableFuture()).isCompletedWithValue("done");
    assertThat(all.get(0).toCompletableFuture()).isNotDone();
  }

  @Test
  void aFailureMakesRoomToo() {
    CompletionStage<String> first = run("a");
    run("b");
    run("c");
    open.get(0).completeExceptionally(new IllegalStateException("no answer"));
    assertThat(begun).containsExactly("a", "b", "c");
    assertThat(first.toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void roomIsNotLost() {
    for (int i = 0; i < 10; i++) {
      run("first-" + i);
      open.removeFirst().complete("done");
    }
    run("a");
    run("b");
    assertThat(begun).hasSize(12);
  }
}
