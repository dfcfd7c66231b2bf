package io.github.spotaware.e2e.controlplane;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A script of the checkout that builds something and prints where it is.
 *
 * @param path of the script
 */
public record BuildScript(Path path) {

  /**
   * Runs it, with its progress on our standard error.
   *
   * @param what it builds, for people
   * @return the path that it printed
   */
  public Path run(String what) {
    try {
      Process process =
          new ProcessBuilder(path.toString())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new EnvironmentException(
            "building " + what + " failed; its messages stand above. Try " + path);
      }
      return Path.of(printed);
    } catch (IOException e) {
      throw new EnvironmentException("could not run " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while building " + what, e);
    }
  }
}
