package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.ReadmeBlock;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionClient;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import io.github.spotaware.surge.DeletionCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's steps to remove all of it, while a Deployment surges. */
final class UninstallE2E {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String NAME = "web";

  @Test
  void theStepsOfTheReadmeLeaveNothingBehind() throws IOException, InterruptedException {
    try (PlaygroundHandle playground =
            Playgrounds.start(
                PlaygroundOptions.named("uninstall-" + ProcessHandle.current().pid())
                    .withNodes(3)
                    .withFolder(Path.of("target/e2e/uninstall"))
                    .withSetting("scale-down-delay", "5")
                    .withSetting("backstop-pdb", "true"));
        KubernetesClient client = playground.client();
        EvictionClient evictions = EvictionClient.of(playground.kubeconfig())) {
      Kubectl kubectl = Kubectl.of(playground);
      Workloads workloads = new Workloads(client, "shop");
      workloads.createNamespace();
      workloads.deploy(Workload.named(NAME).labelled().readyAfter(Duration.ofSeconds(1)));
      Await.until("a backstop", Deadline.after(BOUND), () -> !ours(kubectl, "pdb").isEmpty());
      String node = workloads.node(NAME);
      var _ = evictions.send(Eviction.of("shop", workloads.podName(NAME)));
      workloads.awaitSchedule(NAME, "of the surge", _ -> true);

      for (ReadmeBlock block : ReadmeBlock.marked("uninstall")) {
        System.out.println(block.run(playground));
      }

      assertThat(workloads.replicas(NAME)).isEqualTo(1);
      workloads.awaitAvailable(NAME, 1);
      assertThat(workloads.pods(NAME))
          .allSatisfy(pod ->
              assertThat(pod.getMetadata().getAnnotations())
                  .satisfiesAnyOf(
                      none -> assertThat(none).isNull(),
                      some -> assertThat(some).doesNotContainKey(DeletionCosts.ANNOTATION)));
      assertThat(ours(kubectl, "pdb")).isEmpty();
      assertThat(client.namespaces().withName("spot-scaling").get()).isNull();
      for (String kind :
          List.of(
              "clusterroles",
              "clusterrolebindings",
              "priorityclasses",
              "validatingwebhookconfigurations",
              "mutatingwebhookconfigurations",
              "validatingadmissionpolicies",
              "daemonsets")) {
        assertThat(labelled(kubectl, kind)).as(kind).isEmpty();
      }
      CommandResult drain = kubectl.run("drain", node, "--ignore-daemonsets", "--timeout=60s");
      assertThat(drain.exitCode()).as(drain.output()).isZero();
    }
  }

  private static String ours(Kubectl kubectl, String kind) {
    return names(kubectl, kind, "app.kubernetes.io/managed-by=spot-aware-scaler");
  }

  private static String labelled(Kubectl kubectl, String kind) {
    return names(kubectl, kind, "app.kubernetes.io/part-of=spot-aware-scaler");
  }

  private static String names(Kubectl kubectl, String kind, String selector) {
    return kubectl
        .run("get", kind, "--all-namespaces", "--selector=" + selector, "--output=name")
        .orThrow()
        .stdout();
  }
}
