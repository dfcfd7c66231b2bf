package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class TimelineTest {

  @Test
  void tellsInOrderOfTimeAndNothingFromBeforeTheStart() {
    Instant start = Instant.now();
    Queue<List<Happening>> told = new ArrayDeque<>();
    told.add(
        List.of(
            new Happening(start.plusSeconds(9), "scaler", "last"),
            new Happening(start.plusMillis(2_500), "webhook", "second"),
            new Happening(start.minusMillis(10), "cluster", "before")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Timeline timeline = new Timeline(start, out)) {
      timeline.add(() -> told.isEmpty() ? List.of() : told.remove());
      timeline.now("kubectl", "first");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("0\\.\\d\\d s  kubectl +first\\R +2\\.50 s  webhook +second\\R +9\\.00 s")
        .doesNotContain("before");
  }
}
