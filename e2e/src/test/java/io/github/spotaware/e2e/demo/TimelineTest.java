package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class TimelineTest {

  private final Instant start = Instant.now();

  @Test
  void printsInOrderOfTimeAndNothingFromBeforeTheStart() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tellThree(new TimelinePrinter(start, new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("0\\.\\d\\d s  kubectl +first\\R +2\\.50 s  webhook +second\\R +9\\.00 s")
        .doesNotContain("before");
  }

  @Test
  void tellsEachListenerTheSameInTheSameOrder() {
    List<String> told = new ArrayList<>();
    Consumer<Happening> one = happening -> told.add("one: " + happening.what());
    tellThree(one.andThen(happening -> told.add("two: " + happening.what())));
    assertThat(told)
        .containsExactly(
            "one: first", "two: first", "one: second", "two: second", "one: last", "two: last");
  }

  private void tellThree(Consumer<Happening> listener) {
    Queue<List<Happening>> source = new ArrayDeque<>();
    source.add(
        List.of(
            new Happening(start.plusSeconds(9), "scaler", "last"),
            new Happening(start.plusMillis(2_500), "webhook", "second"),
            new Happening(start.minusMillis(10), "cluster", "before")));
    try (Timeline timeline = new Timeline(start, listener)) {
      timeline.add(() -> source.isEmpty() ? List.of() : source.remove());
      timeline.now("kubectl", "first");
    }
  }
}
