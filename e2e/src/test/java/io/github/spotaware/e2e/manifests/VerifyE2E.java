package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The script by which a user tries an installation, on one that holds evictions and on others. */
@E2E
final class VerifyE2E {

  private record Said(int exit, String text) {}

  @Test
  void saysThatEvictionsAreHeldAndCleansUp(Scenario scenario) throws IOException {
    Said said = verify(scenario);

    System.out.print(said.text);
    assertThat(said.exit).as(said.text).isZero();
    assertThat(said.text)
        .contains("let through after", "ScaledUp: ", "EvictionHeld: ", "PROTECTED: pod ")
        .contains("deleted namespace spot-aware-verify-");
    assertNothingIsLeft(scenario);
  }

  @Test
  void takesANamespaceThatIsThere(Scenario scenario) throws IOException {
    Said said = verify(scenario, "--namespace", scenario.namespace());
    assertThat(said.exit).as(said.text).isZero();
    assertThat(scenario.client().namespaces().withName(scenario.namespace()).get()).isNotNull();
  }

  @Test
  void saysThatNobodyHoldsThemWhileBothWebhooksAreDead(Scenario scenario) throws IOException {
    scenario.playground().kill("webhook-0");
    scenario.playground().kill("webhook-1");

    Said said = verify(scenario);

    System.out.print(said.text);
    assertThat(said.exit).as(said.text).isEqualTo(1);
    assertThat(said.text)
        .contains("NOT PROTECTED: the eviction went through with no other pod Ready", "Next: ");
    assertNothingIsLeft(scenario);
  }

  @Test
  void saysWhenItCannotBeSo(Scenario scenario) throws IOException {
    scenario.configure(ConfigurationKeys.DRY_RUN, "true");
    assertThat(verify(scenario))
        .satisfies(said -> {
          assertThat(said.exit).isEqualTo(1);
          assertThat(said.text).contains("NOT PROTECTED: dry-run is true");
        });
    assertThat(verify(scenario, "--label"))
        .isEqualTo(new Said(2, "--label needs a value; see --help\n"));
    assertThat(verify(scenario, "--timeout", "soon").text)
        .contains("--timeout 'soon'; allowed: 1 to 99999 seconds");
    assertThat(verify(scenario, "now").text).contains("unknown option 'now'; see --help");
    assertThat(verify(scenario, "--help").text).startsWith("Usage: verify ");
  }

  private static void assertNothingIsLeft(Scenario scenario) {
    assertThat(scenario.client().namespaces().list().getItems())
        .filteredOn(namespace -> namespace.getMetadata().getName().startsWith("spot-aware-verify-"))
        .allSatisfy(
            namespace -> assertThat(namespace.getMetadata().getDeletionTimestamp()).isNotNull());
  }

  private static Said verify(Scenario scenario, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProjectRoot.find().resolve("k8s-manifests/verify").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("KUBECONFIG", scenario.playground().kubeconfig().toString());
    environment.merge(
        "PATH",
        scenario.playground().kubectl().resolveSibling(".").normalize().toString(),
        (path, folder) -> folder + ":" + path);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.onExit().join().exitValue(), text);
  }
}
