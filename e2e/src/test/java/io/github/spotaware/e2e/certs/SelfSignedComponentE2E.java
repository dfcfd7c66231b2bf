package io.github.spotaware.e2e.certs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kustomize component that makes and renews certificates inside the cluster. */
@E2E
final class SelfSignedComponentE2E {

  private static final Path COMPONENT =
      ProjectRoot.find().resolve("k8s-manifests/components/self-signed");
  private static final String NAME = "spot-aware-certs";
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");

  /** With the rights that the component gives, and none besides. */
  @Test
  void itsRightsAreEnoughAndItsPodsAreAdmitted(Scenario scenario)
      throws IOException, CertificateProblem {
    CertificatesBefore before = CertificatesBefore.of(scenario);
    Path kustomization = kustomization();
    try {
      scenario
          .kubectl()
          .run("apply", "--validate=strict", "--kustomize=" + kustomization)
          .orThrow();
      Await.until(
          "Pod Security level restricted to admit a pod of the Job",
          Deadline.after(BOUND),
          () -> !pods(scenario).isEmpty());
      Path kubeconfig = kubeconfigOfTheJob(scenario);
      CertificatesBefore.secret(scenario.client()).delete();

      for (List<String> arguments : commandsOfTheManifest()) {
        CertsCommand run = CertsCommand.runAs(kubeconfig, arguments);
        assertThat(run.exitCode()).as(run.stderr()).isZero();
      }
      assertThat(CertsCommand.runAs(kubeconfig, List.of("rotate-ca", "--store-ca-key")).exitCode())
          .isZero();
      assertThat(CertsCommand.runAs(kubeconfig, List.of("show-certs")).exitCode()).isZero();

      CertsCommand refused = CertsCommand.runAs(kubeconfig, List.of("remove-certs"));
      assertThat(refused.exitCode()).as("it may not delete").isEqualTo(1);
      assertThat(refused.stderr()).contains("not allowed: ", "next step: ask for that right");
    } finally {
      scenario.kubectl().run("delete", "--wait", "--kustomize=" + kustomization).orThrow();
      CertsCommand.run(scenario, "remove-certs");
      before.restore(scenario);
    }
  }

  /** What the Job and the CronJob run, as it stands in the manifest. */
  private static List<List<String>> commandsOfTheManifest() throws IOException {
    String manifest = Files.readString(COMPONENT.resolve("spot-aware-certs.yaml"));
    assertThat(manifest)
        .containsOnlyOnce("- create-certs")
        .containsOnlyOnce("- renew-certs")
        .contains("- --store-ca-key", "- --within=30");
    return List.of(
        List.of("create-certs", "--store-ca-key"),
        List.of("renew-certs", "--store-ca-key", "--within=30"),
        List.of("renew-certs", "--store-ca-key"));
  }

  private static List<Pod> pods(Scenario scenario) {
    return scenario
        .client()
        .pods()
        .inNamespace(CertificatesBefore.NAMESPACE)
        .withLabels(Map.of("app.kubernetes.io/name", NAME))
        .list()
        .getItems();
  }

  private Path kustomization() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("with-certs"));
    Files.writeString(
        inside.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        components: [%s]
        """
            .formatted(inside.toRealPath().relativize(COMPONENT.toRealPath())));
    return inside;
  }

  private Path kubeconfigOfTheJob(Scenario scenario) throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.copy(scenario.playground().kubeconfig(), kubeconfig);
    String namespace = "--namespace=" + CertificatesBefore.NAMESPACE;
    String token =
        scenario.kubectl().run("create", "token", NAME, namespace).orThrow().stdout().strip();
    Kubectl own = new Kubectl(scenario.playground().kubectl(), kubeconfig, BOUND);
    own.run("config", "set-credentials", "job", "--token=" + token).orThrow();
    own.run("config", "set-context", "--current", "--user=job").orThrow();
    assertThat(own.run("get", "nodes").exitCode()).as("it may not read nodes").isNotZero();
    return kubeconfig;
  }
}
