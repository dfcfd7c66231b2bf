package io.github.spotaware.e2e.owner;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.junit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ways in which owners, and the tools they use, state how many replicas they want. */
enum CountWriter {
  /** {@code kubectl scale}. */
  SCALE {
    @Override
    void write(Scenario scenario, String deployment, int replicas) {
      scenario.kubectl("scale", "deployment", deployment, "--replicas=" + replicas).orThrow();
    }
  },
  /** {@code kubectl apply} of the whole manifest, merged by kubectl. */
  APPLY {
    @Override
    void write(Scenario scenario, String deployment, int replicas) {
      withManifest(
          scenario,
          deployment,
          replicas,
          file -> scenario.kubectl("apply", "--filename=" + file).orThrow());
    }
  },
  /** The same, merged by the API server under a manager of its own, as GitOps tools do it. */
  SERVER_SIDE_APPLY {
    @Override
    void write(Scenario scenario, String deployment, int replicas) {
      withManifest(
          scenario,
          deployment,
          replicas,
          file ->
              scenario
                  .kubectl(
                      "apply",
                      "--server-side",
                      "--force-conflicts",
                      "--field-manager=gitops",
                      "--filename=" + file)
                  .orThrow());
    }
  };

  /** States the count; an error if that fails. */
  abstract void write(Scenario scenario, String deployment, int replicas);

  @FunctionalInterface
  private interface Use {
    void of(Path file);
  }

  private static void withManifest(Scenario scenario, String deployment, int replicas, Use use) {
    try {
      Path file = Files.createTempFile("deployment-", ".yaml");
      try {
        Files.writeString(file, manifest(scenario.workloads().deployment(deployment), replicas));
        use.of(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not write a manifest", e);
    }
  }

  /** What the owner has in Git: no status, and nothing that the API server added to metadata. */
  private static String manifest(Deployment live, int replicas) {
    return Serialization.asYaml(
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(live.getMetadata().getName())
            .withNamespace(live.getMetadata().getNamespace())
            .withLabels(live.getMetadata().getLabels())
            .endMetadata()
            .withSpec(live.getSpec())
            .editSpec()
            .withReplicas(replicas)
            .endSpec()
            .build());
  }
}
