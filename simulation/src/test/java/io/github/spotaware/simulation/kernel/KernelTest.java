package io.github.spotaware.simulation.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual time, chance and the trace. */
class KernelTest {
  private final VirtualTime time = new VirtualTime();
  private final List<String> ran = new ArrayList<>();

  private Timer after(long nanos, String what) {
    return time.after(nanos, what, () -> ran.add(what + "@" + time.nanos()));
  }

  @Test
  void eventsRunInTheOrderOfTheirTimesAndThenOfTheirAsking() {
    after(20, "c");
    after(10, "a");
    after(10, "b");
    while (time.step()) {
      // To the end.
    }
    assertThat(ran).containsExactly("a@10", "b@10", "c@20");
    assertThat(time.steps()).isEqualTo(3);
    assertThat(time.step()).isFalse();
  }

  @Test
  void whatIsCancelledDoesNotRun() {
    Timer timer = after(10, "a");
    timer.cancel();
    assertThat(timer.pending()).isFalse();
    assertThat(time.step()).isFalse();
    assertThat(time.nanos()).isZero();
  }

  @Test
  void runUntilEndsAtItsTime() {
    after(10, "a");
    after(11, "b");
    time.runUntil(10);
    assertThat(ran).containsExactly("a@10");
    time.runUntil(500);
    assertThat(time.nanos()).isEqualTo(500);
    assertThat(time.wall()).isEqualTo(VirtualTime.EPOCH.plusNanos(500));
  }

  @Test
  void aSeedIsAlwaysTheSame() {
    Chance chance = new Chance(42);
    List<Long> drawn = List.of(chance.bits(), chance.between(1, 6), (long) chance.below(100));
    Chance again = new Chance(42);
    assertThat(List.of(again.bits(), again.between(1, 6), (long) again.below(100)))
        .isEqualTo(drawn);
    // Written down, so that a change of the generator does not go unnoticed.
    assertThat(drawn.getFirst()).isEqualTo(6_332_618_229_526_065_668L);
  }

  @Test
  void drawsStayInTheirBounds() {
    Chance chance = new Chance(1);
    Pace pace = new Pace(5, 10, 100);
    int beyond = 0;
    for (int i = 0; i < 10_000; i++) {
      assertThat(chance.between(3, 5)).isBetween(3L, 5L);
      assertThat(chance.below(7)).isBetween(0, 6);
      long drawn = pace.draw(chance);
      assertThat(drawn).isBetween(5L, 100L);
      beyond += drawn > 10 ? 1 : 0;
    }
    assertThat(beyond).isBetween(300, 1_000);
  }

  @Test
  void aLineHasTheTimeTheActorAndTheText() {
    List<String> lines = new ArrayList<>();
    Trace trace = Trace.to(time, lines::add);
    time.after(12_345_678_901L, "", () -> trace.say("someone", () -> "does something"));
    time.step();
    assertThat(lines).containsExactly("    12.345  someone                does something");
  }

  @Test
  void nobodyMakesTextForATraceThatIsOff() {
    Trace.OFF.say(
        "someone",
        () -> {
          throw new AssertionError("asked for");
        });
    assertThat(Trace.OFF.on()).isFalse();
  }
}
