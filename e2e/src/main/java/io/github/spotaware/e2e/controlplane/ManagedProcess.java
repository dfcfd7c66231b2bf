package io.github.spotaware.e2e.controlplane;

import io.github.spotaware.e2e.controlplane.ProcessStatus.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that we own: it can be started again after each end, and an end that nobody asked for
 * is reported. Safe for use by several threads.
 */
public final class ManagedProcess {

  private static final Duration KILL_BOUND = Duration.ofSeconds(10);

  private final ProcessSpec spec;
  private final Consumer<ProcessStatus> unexpectedExit;
  private @Nullable Process process;
  private boolean endExpected;
  private boolean paused;

  /**
   * Describes the process; {@link #start} starts it.
   *
   * @param unexpectedExit told of each end that nobody asked for
   */
  public ManagedProcess(ProcessSpec spec, Consumer<ProcessStatus> unexpectedExit) {
    this.spec = spec;
    this.unexpectedExit = unexpectedExit;
  }

  /** As people call it. */
  public String name() {
    return spec.name();
  }

  /** What it is. */
  public ProcessSpec spec() {
    return spec;
  }

  /**
   * Starts it; does nothing if it runs.
   *
   * @throws EnvironmentException when the program cannot be executed
   */
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    try {
      Files.createDirectories(spec.folder());
      Files.createDirectories(spec.log().toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(spec.command())
              .directory(spec.folder().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
      builder.environment().clear();
      builder.environment().putAll(spec.environment());
      Process started = Spawner.start(builder);
      process = started;
      endExpected = false;
      paused = false;
      var _ = started.onExit().thenAccept(this::ended);
    } catch (IOException e) {
      throw new EnvironmentException("could not start " + name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Waits until its probe succeeds.
   *
   * @throws ProcessFailedException when it ends, or is not ready by the deadline
   */
  public void awaitReady(Deadline deadline) {
    boolean ready =
        Await.holdsBefore(
            deadline,
            () -> {
              if (status().phase() == Phase.EXITED || status().phase() == Phase.STOPPED) {
                throw new ProcessFailedException("ended before it was ready", status());
              }
              return isReady();
            });
    if (!ready) {
      String why = spec.probe().flatMap(HttpProbe::problem).map(p -> " (" + p + ")").orElse("");
      throw new ProcessFailedException("was not ready in time" + why, status());
    }
  }

  /** Whether it runs and its probe succeeds now. */
  public boolean isReady() {
    return status().phase() == Phase.RUNNING && spec.probe().map(HttpProbe::succeeds).orElse(true);
  }

  /** Ends it with SIGTERM, and with SIGKILL once its grace is over. Returns when it is gone. */
  public void stop() {
    stop(spec.grace());
  }

  /** As {@link #stop()}, with another grace. */
  public void stop(Duration grace) {
    Process target = expectEnd();
    if (target == null) {
      return;
    }
    target.destroy();
    resume(); // a paused process takes its SIGTERM only when it goes on
    if (!gone(target, grace)) {
      kill();
    }
  }

  /** Ends it with SIGKILL. Returns when it is gone. */
  public void kill() {
    Process target = expectEnd();
    if (target != null) {
      target.destroyForcibly();
      if (!gone(target, KILL_BOUND)) {
        throw new EnvironmentException(
            name() + " is still there after SIGKILL, pid " + target.pid());
      }
    }
  }

  /** Makes it do nothing at all, by SIGSTOP; its connections stay open. */
  public synchronized void pause() {
    paused = signal("STOP") || paused;
  }

  /** Lets it go on after {@link #pause}, by SIGCONT. */
  public synchronized void resume() {
    if (paused) {
      signal("CONT");
      paused = false;
    }
  }

  /** What it is doing. */
  public synchronized ProcessStatus status() {
    Process current = process;
    if (current == null) {
      return status(Phase.STOPPED, OptionalLong.empty(), OptionalInt.empty());
    }
    if (current.isAlive()) {
      Phase phase = paused ? Phase.PAUSED : Phase.RUNNING;
      return status(phase, OptionalLong.of(current.pid()), OptionalInt.empty());
    }
    Phase phase = endExpected ? Phase.STOPPED : Phase.EXITED;
    return status(phase, OptionalLong.empty(), OptionalInt.of(current.exitValue()));
  }

  private ProcessStatus status(Phase phase, OptionalLong pid, OptionalInt exitCode) {
    return new ProcessStatus(name(), phase, pid, exitCode, spec.log());
  }

  private synchronized @Nullable Process expectEnd() {
    if (process == null || !process.isAlive()) {
      return null;
    }
    endExpected = true;
    return process;
  }

  private void ended(Process which) {
    ProcessStatus status;
    synchronized (this) {
      if (endExpected || process != which) {
        return;
      }
      status = status();
    }
    unexpectedExit.accept(status);
  }

  /** Java has no call for these signals. False where it does not run. */
  private boolean signal(String signal) {
    if (process == null || !process.isAlive()) {
      return false;
    }
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      return gone(kill, KILL_BOUND) && kill.exitValue() == 0;
    } catch (IOException e) {
      throw new EnvironmentException("could not run 'kill'", e);
    }
  }

  private static boolean gone(Process process, Duration bound) {
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while a process ended", e);
    }
  }
}
