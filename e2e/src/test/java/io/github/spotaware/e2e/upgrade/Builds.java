package io.github.spotaware.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two builds of an upgrade: this checkout's, and that of the checkout which {@code
 * -De2e.previous} names. Without it both are this one's: then processes are exchanged as in an
 * upgrade, but by their like.
 */
record Builds(Path previous, Path current) {

  /** In the order in which an upgrade exchanges them: a StatefulSet begins with its last pod. */
  static final List<String> PROCESSES = List.of("webhook-1", "webhook-0", "scaler");

  static Builds find() {
    Path current = ProjectRoot.find();
    String given = System.getProperty("e2e.previous", "");
    Path previous = given.isEmpty() ? current : Path.of(given).toAbsolutePath().normalize();
    System.out.printf(
        "the previous version: %s%n",
        given.isEmpty()
            ? "none is given with -De2e.previous, so both builds are this one"
            : previous);
    return new Builds(previous, current);
  }

  boolean differ() {
    return !previous.equals(current);
  }

  /** Ends a process in order and starts it from this build, as a rolling update does. */
  void exchange(PlaygroundHandle playground, String process, Path build) {
    playground.stop(process);
    playground.start(process, build);
    assertThat(commandLine(playground, process))
        .as("the class path of " + process)
        .contains(build + "/shared/target/");
  }

  private static String commandLine(PlaygroundHandle playground, String process) {
    Path file = Path.of("/proc", Long.toString(playground.pid(process).orElseThrow()), "cmdline");
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EnvironmentException("could not read " + file, e);
    }
  }
}
