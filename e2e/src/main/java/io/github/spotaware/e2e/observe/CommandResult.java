package io.github.spotaware.e2e.observe;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.time.Duration;

/**
 * What came of a command.
 *
 * @param command as it was run
 * @param took from its start to its end
 */
public record CommandResult(
    String command, int exitCode, String stdout, String stderr, Duration took) {

  /** This result, if the exit code is 0. */
  public CommandResult orThrow() {
    if (exitCode != 0) {
      throw new EnvironmentException(
          "%s failed with exit code %d:%n%s"
              .formatted(command, exitCode, (stdout + stderr).strip()));
    }
    return this;
  }

  /** All it said, for looking into. */
  public String output() {
    return stdout + stderr;
  }
}
