package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.ForeignCrds;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four core files, each with strict validation: a misspelt field is an error. */
@E2E
final class CoreFilesE2E {

  private static final Path FOLDER = ProjectRoot.find().resolve("k8s-manifests");
  private static final String KARPENTER = "karpenter-nodepool.yaml";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spot-scaler-config.yaml",
        "spot-aware-scaler.yaml",
        "node-safety-controller.yaml",
      })
  void isAccepted(String file, Scenario scenario) {
    accepted(tryToApply(scenario, "--filename=" + FOLDER.resolve(file)));
  }

  @Test
  void theBaseIsAcceptedWhereThereIsNoKarpenter(Scenario scenario) {
    assertThat(tryToApply(scenario, "--filename=" + FOLDER.resolve(KARPENTER)).exitCode())
        .as("there is no Karpenter here, so its file is refused")
        .isNotZero();

    CommandResult base = accepted(tryToApply(scenario, "--kustomize=" + FOLDER));

    assertThat(base.stdout())
        .contains("deployment.apps/spot-aware-scaler ")
        .contains("configmap/spot-aware-scaler-config ")
        .contains("daemonset.apps/node-safety-controller ");
  }

  @Test
  void theNodePoolIsAcceptedByKarpentersOwnDefinitions(Scenario scenario) {
    Path crds = ForeignCrds.build(ProjectRoot.find()).karpenter();
    scenario.kubectl("apply", "--server-side", "--filename=" + crds).orThrow();
    try {
      scenario
          .kubectl("wait", "--for=condition=Established", "--filename=" + crds, "--timeout=30s")
          .orThrow();

      // Not a dry run: what is stored has gone through all of the definitions' own rules.
      accepted(
          scenario.kubectl(
              "apply", "--validate=strict", "--filename=" + FOLDER.resolve(KARPENTER)));

      String stored = scenario.kubectl("get", "nodepools,ec2nodeclasses").orThrow().stdout();
      assertThat(stored)
          .contains("nodepool.karpenter.sh/spot")
          .contains("ec2nodeclass.karpenter.k8s.aws/spot");
    } finally {
      // Not waited for: so soon after its creation a definition may take minutes to go.
      scenario.kubectl("delete", "--wait=false", "--filename=" + crds).orThrow();
    }
  }

  @Test
  void aFieldThatDoesNotExistIsRefused(Scenario scenario, @TempDir Path folder) throws IOException {
    String file = Files.readString(FOLDER.resolve("node-safety-controller.yaml"));
    assertThat(file).contains("hostNetwork: true");
    Path misspelt =
        Files.writeString(
            folder.resolve("misspelt.yaml"), file.replace("hostNetwork: true", "hostNet: true"));

    CommandResult refused = tryToApply(scenario, "--filename=" + misspelt);

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.stderr()).contains("unknown field \"spec.template.spec.hostNet\"");
  }

  private static CommandResult tryToApply(Scenario scenario, String what) {
    return scenario
        .kubectl()
        .run(List.of("apply", "--dry-run=server", "--validate=strict", what), _ -> {});
  }

  private static CommandResult accepted(CommandResult result) {
    System.out.println(result.command() + "\n" + result.stdout());
    return result.orThrow();
  }
}
