package io.github.spotaware.e2e.controlplane;

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
    BuildScript script = new BuildScript(projectRoot.resolve("e2e/control-plane/build"));
    return new KubeBinaries(script.run("the control plane"));
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
