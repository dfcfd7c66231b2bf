package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The programs of the control plane.
 *
 * @param bin holds etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubectl and kwok
 */
public record KubeBinaries(Path bin) {

  /**
   * Builds what is missing with e2e/control-plane/build, which takes minutes the first time and
   * tells its progress on our standard error.
   */
  public static KubeBinaries build(Path projectRoot) {
    Path script = projectRoot.resolve("e2e/control-plane/build");
    try {
      Process process =
          new ProcessBuilder(script.toString())
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new EnvironmentException(
            "building the control plane failed; its messages stand above. Try " + script);
      }
      return new KubeBinaries(Path.of(printed));
    } catch (IOException e) {
      throw new EnvironmentException("could not run " + script, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while building the control plane", e);
    }
  }

  /** The path of the program of this name. */
  public String program(String name) {
    return bin.resolve(name).toString();
  }

  /** kwok's own descriptions of what nodes and pods go through. */
  public Path kwokStages() {
    return bin.resolveSibling("kwok-stages");
  }
}
