package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where the DaemonSet runs, and what its pods may do. The handler itself is not run here: kubectl
 * does what it does, with the same calls and a pod's own token.
 */
@E2E
final class NodeSafetyControllerE2E {

  private static final String KARPENTER_SPOT = "karpenter.sh/capacity-type=spot";
  private static final String EKS_SPOT = "eks.amazonaws.com/capacityType=SPOT";
  private static final String NODE = "node-1";

  @Test
  void runsOnSpotNodesOnly(Scenario scenario) {
    try (NodeSafetyController controller =
        NodeSafetyController.on(scenario, Map.of("node-2", KARPENTER_SPOT, "node-3", EKS_SPOT))) {
      assertThat(controller.nodes()).containsExactlyInAnyOrder("node-2", "node-3");
    }
  }

  @Test
  void itsRightsSufficeToTaintAndDrainItsNodeAndItsEvictionsAreHeld(
      Scenario scenario, @TempDir Path folder) {
    Workload web = Workload.named("web").labelled().readyAfter(Duration.ofSeconds(1));
    ServingWatch watch = scenario.deployAndWatch(web);
    String node = scenario.workloads().node("web");
    try (NodeSafetyController controller =
        NodeSafetyController.on(scenario, Map.of(node, KARPENTER_SPOT))) {
      Kubectl kubectl = controller.kubectl(node, folder);

      kubectl
          .run("taint", "node", node, NodeSafetyController.SPOT_TAINT + "=notice:NoSchedule")
          .orThrow();
      CommandResult drain =
          kubectl
              .run("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--force")
              .orThrow();

      System.out.println(drain.output());
      assertThat(drain.stdout()).contains("node/" + node + " drained");
      scenario.workloads().awaitBackAtOne("web", Waits.SURGE_BOUND);
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    }
  }

  @Test
  void itMayChangeNoOtherNode(Scenario scenario, @TempDir Path folder) {
    try (NodeSafetyController controller =
        NodeSafetyController.on(scenario, Map.of(NODE, KARPENTER_SPOT))) {
      Kubectl kubectl = controller.kubectl(NODE, folder);

      CommandResult another = kubectl.run("cordon", "node-2");
      CommandResult own = kubectl.run("cordon", NODE);

      // The exit code says nothing: cordon reports an error and ends with 0.
      assertThat(another.stderr()).contains("may change only the node that its pod runs on");
      assertThat(another.stdout()).isEmpty();
      assertThat(own.stdout()).isEqualTo("node/" + NODE + " cordoned\n");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "delete, pods",
    "get, secrets",
    "create, pods",
    "delete, nodes",
    "patch, deployments.apps",
    "create, events",
    "get, configmaps",
  })
  void itMayNot(String verb, String resource, Scenario scenario) {
    String account = "system:serviceaccount:kube-system:" + NodeSafetyController.NAME;
    CommandResult answer =
        scenario
            .kubectl()
            .run("auth", "can-i", verb, resource, "--all-namespaces", "--as=" + account);
    assertThat(answer.stdout().strip()).isEqualTo("no");
  }

  @ParameterizedTest(name = "in {0}")
  @CsvSource({"kube-system, true", "spot-scaling, false"})
  void itsPodsMayRunIn(String namespace, boolean allowed, Scenario scenario, @TempDir Path folder)
      throws IOException {
    PodTemplateSpec template =
        scenario
            .client()
            .apps()
            .daemonSets()
            .inNamespace(NodeSafetyController.NAMESPACE)
            .withName(NodeSafetyController.NAME)
            .get()
            .getSpec()
            .getTemplate();
    Path pod =
        Files.writeString(
            folder.resolve("pod.yaml"),
            Serialization.asYaml(
                new PodBuilder()
                    .withNewMetadata()
                    .withName("node-safety-controller-trial")
                    .withNamespace(namespace)
                    .endMetadata()
                    .withSpec(template.getSpec())
                    .editSpec()
                    .withServiceAccountName("default")
                    .withServiceAccount("default")
                    .endSpec()
                    .build()));

    CommandResult result =
        scenario.kubectl().run("create", "--dry-run=server", "--filename=" + pod);

    assertThat(result.exitCode() == 0).as(result.output()).isEqualTo(allowed);
    if (!allowed) {
      // Nothing else stands in the way of level restricted.
      assertThat(result.stderr())
          .contains(
              "violates PodSecurity \"restricted:latest\": host namespaces (hostNetwork=true)")
          .endsWith("(hostNetwork=true)\n");
    }
  }
}
