package io.github.spotaware.e2e.guard;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways in which people and tools ask for one replica of the Deployment {@code web}. */
enum WriterOfOne {
  /** Merged by kubectl, against what it applied last. */
  CLIENT_SIDE_APPLY("apply", "--filename=MANIFEST"),
  /** Under a manager of its own, as GitOps tools do it. */
  SERVER_SIDE_APPLY(
      "apply",
      "--server-side",
      "--force-conflicts",
      "--field-manager=gitops",
      "--filename=MANIFEST"),
  SCALE("scale", "deployment", "web", "--replicas=1"),
  PATCH("patch", "deployment", "web", "--patch={\"spec\":{\"replicas\":1}}"),
  /** The whole object, as most controllers write it. */
  REPLACE("replace", "--filename=MANIFEST");

  static final String NAME = "web";

  private final List<String> command;

  WriterOfOne(String... command) {
    this.command = List.of(command);
  }

  CommandResult write(Scenario scenario, Path manifest, String... more) {
    return scenario.kubectl(
        Stream.concat(
                command.stream().map(word -> word.replace("MANIFEST", manifest.toString())),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  /** What the owner has in Git: one replica, no status, nothing that the API server added. */
  static Path manifest(Scenario scenario, Path folder) throws IOException {
    Deployment live = scenario.workloads().deployment(NAME);
    Deployment owners =
        new DeploymentBuilder()
            .withApiVersion("apps/v1")
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(scenario.namespace())
            .withLabels(live.getMetadata().getLabels())
            .withAnnotations(
                live.getMetadata().getAnnotations().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("spot-aware-scaler/"))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
            .endMetadata()
            .withSpec(live.getSpec())
            .editSpec()
            .withReplicas(1)
            .endSpec()
            .build();
    return Files.writeString(folder.resolve("web.yaml"), Serialization.asYaml(owners));
  }
}
