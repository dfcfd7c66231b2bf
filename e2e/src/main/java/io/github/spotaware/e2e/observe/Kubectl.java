package io.github.spotaware.e2e.observe;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The real kubectl. A run that does not end by its deadline is killed, and that is an error.
 *
 * @param program its path
 * @param kubeconfig whose rights it uses
 * @param bound how long a run may take
 */
public record Kubectl(Path program, Path kubeconfig, Duration bound) {

  private static final Duration DEFAULT_BOUND = Duration.ofMinutes(2);

  /** That of a playground, with all rights, for runs of at most two minutes. */
  public static Kubectl of(PlaygroundHandle playground) {
    return new Kubectl(playground.kubectl(), playground.kubeconfig(), DEFAULT_BOUND);
  }

  /** The same with another deadline. */
  public Kubectl within(Duration other) {
    return new Kubectl(program, kubeconfig, other);
  }

  /** Runs it. Its exit code is part of the result, not an error. */
  public CommandResult run(String... arguments) {
    return run(List.of(arguments), _ -> {});
  }

  /**
   * Runs it and passes on each line as it says it, of both streams.
   *
   * @throws EnvironmentException when it did not end in time
   */
  public CommandResult run(List<String> arguments, Consumer<String> lines) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.add("--kubeconfig=" + kubeconfig);
    command.addAll(arguments);
    String said = "kubectl " + String.join(" ", arguments);
    long start = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      try {
        CompletableFuture<String> out = read(process.getInputStream(), lines);
        CompletableFuture<String> err = read(process.getErrorStream(), lines);
        if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new EnvironmentException(
              "%s did not end within %d s; it said:%n%s%s"
                  .formatted(said, bound.toSeconds(), out.join(), err.join()));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new CommandResult(said, process.exitValue(), out.join(), err.join(), took);
      } finally {
        process.destroyForcibly(); // if this thread was interrupted
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not run " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while " + said + " ran", e);
    }
  }

  private static CompletableFuture<String> read(InputStream stream, Consumer<String> lines) {
    CompletableFuture<String> whole = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          StringBuilder text = new StringBuilder();
          try (BufferedReader reader =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
              text.append(line).append('\n');
              lines.accept(line);
            }
          } catch (IOException e) {
            text.append(e).append('\n');
          } finally {
            whole.complete(text.toString());
          }
        });
    return whole;
  }
}
