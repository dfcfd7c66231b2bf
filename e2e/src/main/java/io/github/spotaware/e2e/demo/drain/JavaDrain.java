package io.github.spotaware.e2e.demo.drain;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.observe.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * For machines without kubectl. Pods of DaemonSets, mirrors of static pods and finished pods stay
 * on the node, as with {@code --ignore-daemonsets}.
 *
 * @param kubeconfig whose rights it uses
 */
public record JavaDrain(Path kubeconfig) implements DrainClient {

  /** How the API server's audit log knows it. */
  public static final String USER_AGENT = "drain-client-java";

  /** Longer than any request to the API server lives. */
  private static final int REQUEST_TIMEOUT_MILLIS = 40_000;

  @Override
  public String actor() {
    return "drain client (Java)";
  }

  @Override
  public CommandResult drain(String node, Duration bound, Consumer<String> lines) {
    long start = System.nanoTime();
    Said said = new Said(lines, new ArrayList<>());
    boolean drained = drain(node, Deadline.after(bound), said);
    return new CommandResult(
        actor() + ": drain " + node,
        drained ? 0 : 1,
        said.text(),
        "",
        Duration.ofNanos(System.nanoTime() - start));
  }

  private boolean drain(String node, Deadline deadline, Said said) {
    try (KubernetesClient client = client()) {
      Node found = client.nodes().withName(node).get();
      if (found == null) {
        said.accept(DrainWords.fails(node, "there is no such node"));
        return false;
      }
      cordon(client, found, said);
      boolean drained = evictAll(client, pods(client, node, said), deadline, said);
      if (drained) {
        said.accept(DrainWords.isDone(node));
      }
      return drained;
    } catch (KubernetesClientException e) {
      said.accept(DrainWords.fails(node, String.valueOf(e.getMessage())));
      return false;
    }
  }

  /** It does not retry by itself: it would hide the answers, and ask too often. */
  private KubernetesClient client() {
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
            .withUserAgent(USER_AGENT)
            .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static void cordon(KubernetesClient client, Node node, Said said) {
    String name = node.getMetadata().getName();
    if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
      said.accept(DrainWords.findsCordoned(name));
      return;
    }
    var _ =
        client
            .nodes()
            .withName(name)
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"unschedulable\":true}}");
    said.accept(DrainWords.cordons(name));
  }

  private static List<Pod> pods(KubernetesClient client, String node, Said said) {
    List<Pod> evicted = new ArrayList<>();
    for (Pod pod :
        client.pods().inAnyNamespace().withField("spec.nodeName", node).list().getItems()) {
      Optional<String> whyLeft = DrainedPods.whyLeft(pod);
      if (whyLeft.isPresent()) {
        said.accept(DrainWords.leavesAlone(pod.getMetadata().getName(), whyLeft.get()));
      } else {
        evicted.add(pod);
      }
    }
    return evicted;
  }

  /** All at the same time; one that is given up keeps no other from being evicted. */
  private static boolean evictAll(
      KubernetesClient client, List<Pod> pods, Deadline deadline, Said said) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Boolean>> evictions =
          pods.stream()
              .map(pod -> new PodEviction(client, pod, deadline, said))
              .map(eviction -> CompletableFuture.supplyAsync(eviction::run, threads))
              .toList();
      return evictions.stream().map(CompletableFuture::join).filter(gone -> !gone).count() == 0;
    }
  }

  /** Passes lines on, and keeps them. */
  private record Said(Consumer<String> lines, List<String> all) implements Consumer<String> {

    @Override
    public synchronized void accept(String line) {
      all.add(line);
      lines.accept(line);
    }

    synchronized String text() {
      return String.join("\n", all);
    }
  }
}
