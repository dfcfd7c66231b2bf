package io.github.spotaware.e2e.manifests;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.Nodes;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.EvictionClient;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What people do with a cluster day by day, each timed, on a Deployment that carries the label. */
final class Chores implements AutoCloseable {

  static final String EVICTION = "evict";
  static final String DRAIN = "drain";

  private static final int ROUNDS = 3;
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String NAMESPACE = "chores";
  private static final String NAME = "work";
  private static final String NODE = "node-to-delete";

  private final Kubectl kubectl;
  private final KubernetesClient client;
  private final Workloads workloads;
  private final EvictionClient evictions;

  /** In a namespace of their own, on these nodes. */
  Chores(PlaygroundHandle playground, KubernetesClient client) {
    this.kubectl = Kubectl.of(playground);
    this.client = client;
    this.workloads = new Workloads(client, NAMESPACE);
    this.evictions = EvictionClient.of(playground.kubeconfig());
    workloads.createNamespace();
  }

  /**
   * One of them, done once.
   *
   * @param ok whether it did what it was to do
   */
  record Done(String what, boolean ok, String said, Duration took) {}

  /** What came of each, in order, several times over. */
  record Report(Map<String, List<Done>> byName) {

    /** What failed, of those with other names than these. */
    List<Done> failedBut(String... expected) {
      return byName.values().stream()
          .flatMap(List::stream)
          .filter(done -> !done.ok() && !List.of(expected).contains(done.what()))
          .toList();
    }

    List<Done> of(String what) {
      return byName.getOrDefault(what, List.of());
    }

    /** The middle one of its times. */
    Duration took(String what) {
      List<Duration> sorted = of(what).stream().map(Done::took).sorted().toList();
      return sorted.get(sorted.size() / 2);
    }

    /** The middle times of each beside those of another report. */
    String beside(Report other) {
      return byName.keySet().stream()
          .map(what ->
              "  %-22s %5d ms, without %5d ms: extra %5d ms%n"
                  .formatted(
                      what,
                      took(what).toMillis(),
                      other.took(what).toMillis(),
                      took(what).minus(other.took(what)).toMillis()))
          .collect(Collectors.joining());
    }
  }

  /** Does all of them, several times. */
  Report run() {
    Map<String, List<Done>> byName = new LinkedHashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (Done done : once()) {
        byName.computeIfAbsent(done.what(), _ -> new ArrayList<>()).add(done);
      }
    }
    return new Report(byName);
  }

  private List<Done> once() {
    List<Done> done = new ArrayList<>();
    client.resource(Nodes.node(NODE)).create();
    done.add(
        timed(
            "create a Deployment",
            "create",
            "deployment",
            NAME,
            "--image=registry.k8s.io/pause",
            "--replicas=1"));
    workloads.awaitAvailable(NAME, 1);
    done.add(timed("label it", "label", "deployment", NAME, protection()));
    done.add(timed("scale it to 2", "scale", "deployment", NAME, "--replicas=2"));
    workloads.awaitAvailable(NAME, 2);
    done.add(timed("scale it to 1", "scale", "deployment", NAME, "--replicas=1"));
    workloads.awaitAvailable(NAME, 1);
    String deleted = workloads.podName(NAME);
    done.add(timed("delete its pod", "delete", "pod", deleted, "--wait=false"));
    awaitOther(deleted);
    String evicted = workloads.podName(NAME);
    done.add(eviction(evicted));
    if (done.getLast().ok()) {
      awaitOther(evicted);
    }
    String node = workloads.node(NAME);
    done.add(timed("cordon", "cordon", node));
    done.add(timed(DRAIN, "drain", node, "--ignore-daemonsets", "--timeout=60s"));
    done.add(timed("uncordon", "uncordon", node));
    done.add(timed("delete a node", "delete", "node", NODE));
    done.add(timed("delete the Deployment", "delete", "deployment", NAME));
    return done;
  }

  /** The Deployment's own status may still count the pod that goes. */
  private void awaitOther(String pod) {
    Await.until(
        "a pod instead of " + pod,
        Deadline.after(BOUND),
        () -> {
          List<String> names =
              workloads.pods(NAME).stream().map(each -> each.getMetadata().getName()).toList();
          return names.size() == 1 && !names.contains(pod);
        });
    workloads.awaitAvailable(NAME, 1);
  }

  private static String protection() {
    return Workload.PROTECTED.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  private Done timed(String what, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--namespace=" + NAMESPACE));
    all.addAll(List.of(arguments));
    CommandResult result = kubectl.run(all.toArray(String[]::new));
    return new Done(what, result.exitCode() == 0, result.output(), result.took());
  }

  private Done eviction(String pod) {
    EvictionAnswer answer = evictions.evict(Eviction.of(NAMESPACE, pod));
    return new Done(
        EVICTION, answer.allowed(), answer.status() + " " + answer.message(), answer.took());
  }

  @Override
  public void close() {
    evictions.close();
  }
}
