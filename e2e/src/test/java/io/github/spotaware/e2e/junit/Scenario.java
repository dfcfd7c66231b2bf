package io.github.spotaware.e2e.junit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.AuditLog;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.EvictionClient;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One test's part of the shared playground. Its namespace is new, its audit log begins with the
 * test, and all that it changes beyond its namespace through these methods is undone after it.
 */
public final class Scenario {

  private static final Duration SERVING_BOUND = Duration.ofSeconds(10);

  private final SharedPlayground shared;
  private final Workloads workloads;
  private final AuditLog audit;
  private final Kubectl kubectl;
  private final EvictionClient evictions;
  private final List<AutoCloseable> open = new ArrayList<>();

  Scenario(SharedPlayground shared) {
    this.shared = shared;
    this.audit = AuditLog.fromNow(shared.playground().auditLog());
    this.kubectl = Kubectl.of(shared.playground());
    this.evictions = EvictionClient.of(shared.playground().kubeconfig());
    this.workloads = new Workloads(shared.client(), shared.newNamespace());
    open.add(evictions);
    workloads.createNamespace();
  }

  /** For killing and pausing processes; after the test all of the project's run again. */
  public PlaygroundHandle playground() {
    return shared.playground();
  }

  /** With all rights; not to be closed. */
  public KubernetesClient client() {
    return shared.client();
  }

  /** The name of this test's namespace. */
  public String namespace() {
    return workloads.namespace();
  }

  /** The Deployments of this test's namespace. */
  public Workloads workloads() {
    return workloads;
  }

  /** The real kubectl, with all rights. */
  public Kubectl kubectl() {
    return kubectl;
  }

  /** Runs kubectl on this test's namespace. */
  public CommandResult kubectl(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--namespace=" + namespace()));
    all.addAll(List.of(arguments));
    return kubectl.run(all, _ -> {});
  }

  /** {@code kubectl drain}, with more arguments. */
  public CommandResult drain(String node, String... arguments) {
    List<String> all = new ArrayList<>(List.of("drain", node));
    all.addAll(List.of(arguments));
    return kubectl.run(all, _ -> {});
  }

  /** Makes the node schedulable again, as {@code kubectl uncordon} does. */
  public void uncordon(String node) {
    workloads.setUnschedulable(node, false);
  }

  /** Evicts a pod of this namespace with all rights, and waits for the answer. */
  public EvictionAnswer evict(String pod) {
    return evictions.evict(Eviction.of(namespace(), pod));
  }

  /** For evictions of other forms, and for those to be hung up on. */
  public EvictionClient evictions() {
    return evictions;
  }

  /** Deploys it, waits until it is available, and watches its pods until the test ends. */
  public ServingWatch deployAndWatch(Workload workload) {
    workloads.deploy(workload);
    ServingWatch watch = workloads.watch(workload);
    open.add(watch);
    watch.awaitServing(workloads.replicas(workload.name()), SERVING_BOUND);
    return watch;
  }

  /** What the API server answered since this test began, of all namespaces. */
  public AuditEvents audit() {
    return audit.events();
  }

  /** Changes settings of the project; returns when every process that runs has taken them. */
  public void configure(Map<String, String> settings) {
    shared.configure(settings);
  }

  /** Changes one setting, as {@link #configure(Map)}. */
  public void configure(String key, String value) {
    configure(Map.of(key, value));
  }

  /** Undoes all but the namespace, then deletes that, and waits until its pods are gone. */
  void end() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    shared.restore();
    workloads.uncordonAll();
    workloads.deleteNamespace();
  }
}
