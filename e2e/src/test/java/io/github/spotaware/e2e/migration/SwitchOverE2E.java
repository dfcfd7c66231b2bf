package io.github.spotaware.e2e.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.config.ConfigurationParser;
import io.github.spotaware.config.ParsedConfiguration;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.ReadmeBlock;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps of the README's section on migration, on a cluster with the shell version's objects.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SwitchOverE2E {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String SCALER = "--as=system:serviceaccount:spot-scaling:spot-aware-scaler";
  private static final Path MANIFESTS = ProjectRoot.find().resolve("k8s-manifests");

  private final PlaygroundHandle playground =
      Playgrounds.start(
          PlaygroundOptions.named("switch-over-" + ProcessHandle.current().pid())
              .withoutProject()
              .withNodes(1)
              .withFolder(Path.of("target/e2e/switch-over")));
  private final KubernetesClient client = playground.client();
  private final Kubectl kubectl = Kubectl.of(playground);

  @BeforeAll
  void installTheShellVersion(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("shell-version.yaml");
    try (InputStream content = getClass().getResourceAsStream("shell-version.yaml")) {
      Files.write(file, Objects.requireNonNull(content).readAllBytes());
    }
    kubectl.run("apply", "--filename=" + file).orThrow();
    kubectl.run("label", "node", "node-1", "karpenter.sh/capacity-type=spot").orThrow();
    for (String name : List.of("cordon-processed-node-1", "scaling-lock-web")) {
      kubectl
          .run(
              "--namespace=spot-scaling", "create", "configmap", name, "--from-literal=timestamp=1")
          .orThrow();
    }
    Await.until(
        "the shell version's pods", Deadline.after(BOUND), () -> runsShellVersion("spot-scaling"));
  }

  @AfterAll
  void takeDown() {
    client.close();
    playground.close();
  }

  @Test
  @Order(1)
  void itsConfigurationIsUnderstoodAsItIs() {
    Map<String, String> data =
        client
            .configMaps()
            .inNamespace("spot-scaling")
            .withName("spot-aware-scaler-config")
            .get()
            .getData();
    assertThat(ConfigurationParser.parse(data))
        .isInstanceOfSatisfying(
            ParsedConfiguration.Valid.class,
            valid -> {
              assertThat(valid.configuration().inScope("team-a")).isTrue();
              assertThat(valid.configuration().inScope("team-c")).isFalse();
              assertThat(valid.configuration().scaleUpDelay()).isEqualTo(Duration.ofSeconds(10));
              assertThat(valid.unknownKeys()).containsExactly("debug-mode");
            });
  }

  @Test
  @Order(2)
  void overTheShellVersionsDeploymentItCannotBeApplied() {
    CommandResult applied = kubectl.run("apply", "--dry-run=server", "--kustomize=" + MANIFESTS);
    assertThat(applied.exitCode()).isNotZero();
    assertThat(applied.stderr())
        .contains("The Deployment \"spot-aware-scaler\" is invalid", "field is immutable");
  }

  @Test
  @Order(3)
  void itsRightsWouldBeInherited() {
    assertThat(mayDeleteAnyConfigMap()).isTrue();
  }

  @Test
  @Order(4)
  void theStepsOfTheReadmeReplaceIt() throws IOException, InterruptedException {
    String daemonSet = daemonSet().getMetadata().getUid();

    for (ReadmeBlock block : ReadmeBlock.marked("switch-over")) {
      System.out.println(block.run(playground));
    }

    assertThat(daemonSet().getMetadata().getUid()).as("replaced in place").isEqualTo(daemonSet);
    Await.until(
        "its pod to be replaced", Deadline.after(BOUND), () -> !runsShellVersion("kube-system"));
    assertThat(mayDeleteAnyConfigMap()).as("the scaler has its own rights only").isFalse();
    assertThat(runsShellVersion("spot-scaling")).isFalse();
    assertThat(client.apps().statefulSets().inNamespace("spot-scaling").list().getItems())
        .extracting(set -> set.getMetadata().getName())
        .containsExactly("spot-aware-webhook");
  }

  @Test
  @Order(5)
  void theReadmeFindsAndDeletesTheLeftovers() throws IOException, InterruptedException {
    for (ReadmeBlock block : ReadmeBlock.marked("leftovers")) {
      System.out.println(block.run(playground));
    }
    assertThat(client.configMaps().inNamespace("spot-scaling").list().getItems())
        .extracting(configMap -> configMap.getMetadata().getName())
        .containsExactlyInAnyOrder("kube-root-ca.crt", "spot-aware-scaler-config");
  }

  private DaemonSet daemonSet() {
    return client
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("node-safety-controller")
        .get();
  }

  private boolean runsShellVersion(String namespace) {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .anyMatch(container -> container.getImage().equals("example.com/shell:1"));
  }

  private boolean mayDeleteAnyConfigMap() {
    return kubectl
        .run("auth", "can-i", "delete", "configmaps", "--namespace=default", SCALER)
        .stdout()
        .strip()
        .equals("yes");
  }
}
