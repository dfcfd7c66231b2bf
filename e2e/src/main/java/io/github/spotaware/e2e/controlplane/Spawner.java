package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts children so that none outlives this process, even if it is ended by SIGKILL: on Linux the
 * kernel then kills each of them ({@code setpriv --pdeathsig}). The kernel watches the parent
 * <em>thread</em>, so all are started from one thread that lives as long as the process. Where
 * there is no such setpriv, children are ended only by an orderly end of this process.
 */
final class Spawner {

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().name("spawner").daemon().unstarted(task));
  private static final boolean DIE_WITH_PARENT =
      runs("setpriv", "--pdeathsig", "KILL", "--", "true");

  private Spawner() {}

  /**
   * Starts it, its own command behind setpriv: since setpriv only executes it, the pid is its own.
   */
  static Process start(ProcessBuilder builder) throws IOException {
    if (DIE_WITH_PARENT) {
      List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
      command.addAll(builder.command());
      builder.command(command);
    }
    try {
      return THREAD.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException("could not start " + builder.command(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while starting a process", e);
    }
  }

  private static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
