package io.github.spotaware.e2e.controlplane;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a managed process is.
 *
 * @param name as people call it, e.g. {@code kube-apiserver} or {@code webhook-0}
 * @param command the program by its absolute path, and its arguments
 * @param environment all of it; nothing is inherited
 * @param folder where it runs; holds nothing that it needs
 * @param log where its output is appended
 * @param probe says when it is ready; without one it is ready once it runs
 * @param grace how long it may take to end after SIGTERM before it gets SIGKILL
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Path log,
    Optional<HttpProbe> probe,
    Duration grace) {

  /** Copies what could change. */
  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** The same with this as its first argument. */
  public ProcessSpec with(String argument) {
    List<String> changed = new ArrayList<>(command);
    changed.add(1, argument);
    return new ProcessSpec(name, changed, environment, folder, log, probe, grace);
  }
}
