package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the class path of a module in the build tree; it stands for {@code /app/lib/*} of the
 * image.
 *
 * @param projectRoot the checkout
 */
record ModuleClassPath(Path projectRoot) {

  /** The module's classes and all that they need. */
  String of(String module) {
    Path target = projectRoot.resolve(module).resolve("target");
    try {
      return target.resolve("classes")
          + File.pathSeparator
          + Files.readString(target.resolve("class-path")).strip();
    } catch (IOException e) {
      throw new EnvironmentException(
          "module " + module + " is not built; run: mvn -q process-classes", e);
    }
  }
}
