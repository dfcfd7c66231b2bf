package io.github.spotaware.e2e.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the checkout that these classes belong to. */
public final class ProjectRoot {

  private static final String BUILD = "e2e/control-plane/build";

  private ProjectRoot() {}

  /**
   * The folder that the system property {@code e2e.root} names, else the nearest folder above the
   * working directory that holds the control plane's build script.
   */
  public static Path find() {
    String given = System.getProperty("e2e.root");
    Path start = Path.of(given == null ? "" : given).toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve(BUILD))) {
        return folder;
      }
    }
    throw new EnvironmentException(
        "no "
            + BUILD
            + " in or above "
            + start
            + ": run from inside the checkout, or set -De2e.root");
  }
}
