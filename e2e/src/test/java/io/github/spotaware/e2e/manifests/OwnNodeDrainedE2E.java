package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.ReadmeBlock;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.FleetWatch;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All nodes are drained, one after the other, as an upgrade of a cluster does it: also those that
 * the project's own pods are on, which go like any others while they hold evictions.
 */
final class OwnNodeDrainedE2E {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String OURS = "spot-scaling";
  private static final String NAME = "app.kubernetes.io/name";
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
  private static final int SUBJECTS = 6;

  @Test
  void theProjectsPodsAreDrainedWithTheOthers(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (PlaygroundHandle playground =
            Playgrounds.start(
                PlaygroundOptions.named("own-node-" + ProcessHandle.current().pid())
                    .withFolder(Path.of("target/e2e/install-own-node"))
                    .notInstalled());
        KubernetesClient client = playground.client()) {
      Checkout checkout = Checkout.in(folder, playground);
      checkout.run(ReadmeBlock.marked("install with certs-scripts"));
      checkout.run(ReadmeBlock.marked("wait"));
      Workloads workloads = new Workloads(client, "own-node");
      workloads.createNamespace();
      List<String> names = deploy(workloads);
      try (FleetWatch fleet = FleetWatch.start(client, workloads.namespace())) {
        List<String> before = ours(client);
        for (String node : NODES) {
          drain(playground, client, node);
          workloads.uncordonAll();
        }
        names.forEach(name -> workloads.awaitBackAtOne(name, BOUND));

        assertThat(ours(client)).as("each of ours was drained").doesNotContainAnyElementsOf(before);
        System.out.printf(
            "own node | %d nodes drained, %s replaced by %s | downtimes %s%n",
            NODES.size(), before, ours(client), fleet.downtimes());
        assertThat(fleet.downtimes()).as("downtimes").isEmpty();
      }
    }
  }

  private static List<String> deploy(Workloads workloads) {
    return IntStream.range(0, SUBJECTS)
        .mapToObj(i -> {
          String name = "web-" + i;
          workloads.deploy(
              Workload.named(name)
                  .labelled()
                  .readyAfter(Duration.ofSeconds(3))
                  .annotated(Annotations.SCALE_DOWN_DELAY, "5"));
          return name;
        })
        .toList();
  }

  /** Until it is empty, and the project is complete again elsewhere. */
  private static void drain(PlaygroundHandle playground, KubernetesClient client, String node) {
    List<String> there =
        client.pods().inAnyNamespace().list().getItems().stream()
            .filter(pod -> node.equals(pod.getSpec().getNodeName()))
            .map(pod -> pod.getMetadata().getName())
            .toList();
    CommandResult drained =
        Kubectl.of(playground)
            .run("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=180s");
    System.out.printf("own node | %s had %s%n", node, there);
    drained.orThrow();
    Await.until(
        "both webhooks and a scaler to be Ready",
        Deadline.after(BOUND),
        () -> ready(client, "spot-aware-webhook") == 2 && ready(client, "spot-aware-scaler") >= 1);
  }

  private static long ready(KubernetesClient client, String program) {
    return pods(client).stream()
        .filter(pod -> program.equals(pod.getMetadata().getLabels().get(NAME)))
        .filter(pod -> PodStage.of(pod, PodStage.PENDING) == PodStage.SERVING)
        .count();
  }

  private static List<String> ours(KubernetesClient client) {
    return pods(client).stream().map(OwnNodeDrainedE2E::identity).sorted().toList();
  }

  /** A StatefulSet gives the next pod the name of the last. */
  private static String identity(Pod pod) {
    return pod.getMetadata().getName() + " " + pod.getMetadata().getUid().substring(0, 8);
  }

  private static List<Pod> pods(KubernetesClient client) {
    return client.pods().inNamespace(OURS).withLabel(NAME).list().getItems().stream()
        .filter(pod -> PodStage.of(pod, PodStage.PENDING).isActive())
        .toList();
  }
}
