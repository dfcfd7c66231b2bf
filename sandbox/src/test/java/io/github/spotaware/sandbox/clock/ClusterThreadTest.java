package io.github.spotaware.sandbox.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterThreadTest {
  private final ClusterThread thread = new ClusterThread();

  @AfterEach
  void close() {
    thread.close();
  }

  @Test
  void runsEventsInTheOrderOfTheirTimes() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    thread.time().after(Duration.ofMillis(400), "later", () -> ran.add("later"));
    thread.time().after(Duration.ofMillis(100), "sooner", () -> ran.add("sooner"));
    thread.time().after(Duration.ofMillis(400), "last", last::countDown);
    thread.start();
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).containsExactly("sooner", "later");
  }

  @Test
  void showsTheWallClock() {
    thread.start();
    Instant before = Instant.now();
    Instant shown = thread.call(() -> thread.time().wall());
    assertThat(shown).isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
  }

  @Test
  void goesOnAfterAStepThatFails() {
    thread
        .time()
        .after(
            Duration.ZERO,
            "fails",
            () -> {
              throw new IllegalStateException("a step");
            });
    thread.post(() -> {
      throw new IllegalStateException("a task");
    });
    thread.start();
    assertThat(thread.call(() -> 1)).isEqualTo(1);
  }

  @Test
  void passesOnWhatARequestThrows() {
    thread.start();
    assertThatIllegalStateException()
        .isThrownBy(() ->
            thread.call(() -> {
              throw new IllegalStateException("no");
            }))
        .withMessage("no");
    assertThat(thread.call(() -> 1)).isEqualTo(1);
  }
}
