package io.github.spotaware.e2e.controlplane;

import java.nio.file.Path;

/**
 * The CustomResourceDefinitions of others that the manifests and tests use, read from their Go
 * modules.
 *
 * @param folder has a folder of YAML files for each project
 */
public record ForeignCrds(Path folder) {

  /** Finds them with e2e/control-plane/crds/build, which downloads modules the first time. */
  public static ForeignCrds build(Path projectRoot) {
    BuildScript script = new BuildScript(projectRoot.resolve("e2e/control-plane/crds/build"));
    return new ForeignCrds(script.run("the CRDs of others"));
  }

  /** Those of Karpenter and of its provider for AWS. */
  public Path karpenter() {
    return folder.resolve("karpenter");
  }

  /** Those of KEDA. */
  public Path keda() {
    return folder.resolve("keda");
  }

  /** Those of cert-manager. */
  public Path certManager() {
    return folder.resolve("cert-manager");
  }

  /** Those of the Prometheus operator. */
  public Path prometheusOperator() {
    return folder.resolve("prometheus-operator");
  }
}
