package io.github.spotaware.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.testing.ManualTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final DeploymentRef WEB = new DeploymentRef("apps", "web");

  private final ManualTiming timing = new ManualTiming();
  private final List<DeploymentRef> begun = new ArrayList<>();
  private final List<CompletableFuture<Pass>> open = new ArrayList<>();
  private final WorkQueue queue = new WorkQueue(this::pass, timing);

  private CompletionStage<Pass> pass(DeploymentRef ref) {
    begun.add(ref);
    CompletableFuture<Pass> pass = new CompletableFuture<>();
    open.add(pass);
    return pass;
  }

  private void ends(Pass pass) {
    open.removeFirst().complete(pass);
    timing.settle();
  }

  private void add(DeploymentRef ref) {
    queue.add(ref);
    timing.settle();
  }

  private static Pass waits() {
    return new Pass.Waits(Optional.empty());
  }

  @Test
  void onePassAtATimeAndAnotherForWhatCameMeanwhile() {
    add(WEB);
    add(WEB);
    add(WEB);
    assertThat(begun).hasSize(1);
    ends(waits());
    assertThat(begun).hasSize(2);
    ends(waits());
    assertThat(begun).hasSize(2);
  }

  @Test
  void whatIsAddedBeforeThePassBeginsNeedsNoOther() {
    queue.add(WEB);
    queue.add(WEB);
    timing.settle();
    ends(waits());
    assertThat(begun).hasSize(1);
  }

  @Test
  void oneThatFailsBacksOffAndDelaysNoOther() {
    DeploymentRef other = new DeploymentRef("apps", "other");
    add(WEB);
    ends(new Pass.Failed("refused"));
    add(other);
    assertThat(begun).containsExactly(WEB, other);
    ends(waits());
    timing.pass(Duration.ofMillis(199));
    assertThat(begun).hasSize(2);
    timing.pass(Duration.ofMillis(1));
    assertThat(begun).containsExactly(WEB, other, WEB);
    ends(new Pass.Failed("refused"));
    timing.pass(Duration.ofMillis(399));
    assertThat(begun).hasSize(3);
    timing.pass(Duration.ofMillis(1));
    assertThat(begun).hasSize(4);
  }

  @Test
  void aPassThatThrowsIsAFailedOne() {
    WorkQueue broken =
        new WorkQueue(
            ref -> {
              begun.add(ref);
              throw new IllegalStateException("a bug");
            },
            timing);
    broken.add(WEB);
    timing.settle();
    timing.pass(Duration.ofMillis(200));
    assertThat(begun).hasSize(2);
  }

  @Test
  void noMoreThanEightAtOnce() {
    for (int i = 0; i < 10; i++) {
      add(new DeploymentRef("apps", "web-" + i));
    }
    assertThat(begun).hasSize(8);
    ends(waits());
    assertThat(begun).hasSize(9);
  }

  @Test
  void aDueTimeIsLookedAtAtLeastEveryTenSeconds() {
    add(WEB);
    ends(new Pass.Waits(Optional.of(timing.now().wall().plusSeconds(60))));
    timing.pass(Duration.ofSeconds(10));
    assertThat(begun).hasSize(2);
  }

  @Test
  void closedItBeginsNothing() {
    add(WEB);
    ends(new Pass.Waits(Optional.of(timing.now().wall().plusSeconds(1))));
    queue.close();
    add(WEB);
    timing.pass(Duration.ofSeconds(2));
    assertThat(begun).hasSize(1);
    assertThat(timing.timers()).isZero();
  }
}
