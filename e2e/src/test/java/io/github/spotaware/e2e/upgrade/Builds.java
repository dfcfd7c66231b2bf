package io.github.spotaware.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.pod.AssembledImages;
import io.github.spotaware.e2e.pod.BuildTree;
import io.github.spotaware.e2e.pod.PodPrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two builds of an upgrade: what the playground runs, and the build of the checkout that {@code
 * -De2e.previous} names. Without it both are the first: then processes are exchanged as in an
 * upgrade, but by their like.
 */
record Builds(PodPrograms previous, PodPrograms current) {

  /** In the order in which an upgrade exchanges them: a StatefulSet begins with its last pod. */
  static final List<String> PROCESSES = List.of("webhook-1", "webhook-0", "scaler");

  static Builds of(Scenario scenario) {
    PodPrograms current = scenario.playground().ownPrograms();
    String given = System.getProperty("e2e.previous", "");
    return new Builds(
        given.isEmpty() ? current : BuildTree.of(Path.of(given).toAbsolutePath().normalize()),
        current);
  }

  /** For people. */
  String about() {
    return differ()
        ? "the previous version is " + previous
        : "no previous version is given with -De2e.previous, so both are this one";
  }

  boolean differ() {
    return !previous.equals(current);
  }

  /** Ends a process in order and starts it from this build, as a rolling update does. */
  static void exchange(Scenario scenario, String process, PodPrograms build) {
    scenario.playground().stop(process);
    scenario.playground().start(process, build);
    assertThat(commandLine(scenario.playground(), process))
        .as("the command line of " + process)
        .contains(folder(build) + "/");
  }

  private static Path folder(PodPrograms build) {
    return switch (build) {
      case BuildTree tree -> tree.projectRoot();
      case AssembledImages images -> images.folder();
      default -> throw new IllegalArgumentException(build.toString());
    };
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
