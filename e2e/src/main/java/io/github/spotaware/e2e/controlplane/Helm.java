package io.github.spotaware.e2e.controlplane;

import java.nio.file.Path;

/** The real helm. */
public final class Helm {
  private Helm() {}

  /**
   * Builds it with e2e/control-plane/helm/build, which takes minutes the first time; returns its
   * path.
   */
  public static Path build(Path projectRoot) {
    return new BuildScript(projectRoot.resolve("e2e/control-plane/helm/build")).run("helm");
  }
}
