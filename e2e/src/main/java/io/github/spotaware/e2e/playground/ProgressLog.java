package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was reached so far, for those who follow the start of a playground, also if they come late.
 */
final class ProgressLog implements Progress {

  private final long start = System.nanoTime();
  private final List<String> lines = new ArrayList<>();
  private @Nullable Outcome outcome;

  private record Outcome(Optional<RuntimeException> failure) {}

  @Override
  public synchronized void say(String line) {
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    String stamped = "[%5.1f s] %s".formatted(seconds, line);
    System.err.println(stamped);
    lines.add(stamped);
    notifyAll();
  }

  /** The start is over, and failed if there is a failure. */
  synchronized void end(Optional<RuntimeException> failure) {
    outcome = new Outcome(failure);
    notifyAll();
  }

  /** Passes on all lines until the start is over, then throws if it failed. */
  void follow(Consumer<String> output) {
    int seen = 0;
    while (true) {
      List<String> fresh;
      Outcome end;
      synchronized (this) {
        while (lines.size() == seen && outcome == null) {
          try {
            wait();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
          }
        }
        fresh = List.copyOf(lines.subList(seen, lines.size()));
        end = outcome;
      }
      fresh.forEach(output);
      seen += fresh.size();
      if (end != null) {
        end.failure()
            .ifPresent(failure -> {
              throw failure;
            });
        return;
      }
    }
  }
}
