package io.github.spotaware.e2e.guard;

import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks for one replica again and again, once a second, until it is closed. */
final class WriterLoop implements AutoCloseable {
  private static final Duration PACE = Duration.ofSeconds(1);

  private final List<CommandResult> results = new CopyOnWriteArrayList<>();
  private final Thread thread;

  private WriterLoop(WriterOfOne writer, Scenario scenario, Path manifest) {
    thread =
        Thread.ofVirtual()
            .name("writer of one")
            .start(() -> {
              try {
                while (!Thread.currentThread().isInterrupted()) {
                  results.add(writer.write(scenario, manifest));
                  Thread.sleep(PACE);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                if (!Thread.currentThread().isInterrupted()) {
                  throw e;
                }
              }
            });
  }

  static WriterLoop start(WriterOfOne writer, Scenario scenario, Path manifest) {
    return new WriterLoop(writer, scenario, manifest);
  }

  /** What kubectl said each time. */
  List<CommandResult> results() {
    return List.copyOf(results);
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
