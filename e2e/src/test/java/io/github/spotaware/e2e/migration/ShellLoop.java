package io.github.spotaware.e2e.migration;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.junit.Scenario;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The shell version at work: again and again it executes what is due and looks for cordoned nodes.
 * A round that fails ends it, and is reported when it is closed.
 */
final class ShellLoop implements AutoCloseable {

  private static final Duration END_BOUND = Duration.ofSeconds(30);

  private final Scenario scenario;
  private final ShellVersion shell;
  private final String deployment;
  private final Duration delay;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

  /**
   * Starts it.
   *
   * @param deployment that it protects
   * @param delay from a cordon to its scale-down
   */
  ShellLoop(Scenario scenario, ShellVersion shell, String deployment, Duration delay) {
    this.scenario = scenario;
    this.shell = shell;
    this.deployment = deployment;
    this.delay = delay;
    var _ = executor.scheduleWithFixedDelay(this::round, 0, 1, TimeUnit.SECONDS);
  }

  private void round() {
    try {
      shell.processPending();
      scenario.client().nodes().list().getItems().stream()
          .filter(node -> Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
          .forEach(node -> shell.handleCordon(node.getMetadata().getName(), deployment, delay));
    } catch (RuntimeException e) {
      failure.set(e);
      throw e;
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(END_BOUND.toSeconds(), TimeUnit.SECONDS)) {
        throw new EnvironmentException("the shell version did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw new EnvironmentException("the shell version failed", failed);
    }
  }
}
