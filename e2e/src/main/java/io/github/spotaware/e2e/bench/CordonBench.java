package io.github.spotaware.e2e.bench;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.AuditLog;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cordons the node of a labelled Deployment's pod, again and again, each time of another one, since
 * a surge takes its time to end. Everything is calm before: one pod on a node that takes pods, no
 * schedule, and no request of the project's.
 */
final class CordonBench implements AutoCloseable {

  private static final String NAMESPACE = "bench";
  private static final String USER_AGENT = "spot-aware-bench";
  private static final String ANNOTATION = "spot-aware-bench/sample";

  /** So many unanswered cordons at the start mean that none will be answered. */
  private static final int HOPELESS = 3;

  private static final int TELL_EVERY = 10;
  private static final Duration CALM_BOUND = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration AUDIT_BOUND = Duration.ofSeconds(10);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final PlaygroundHandle playground;
  private final KubernetesClient client;
  private final Workloads workloads;
  private final Duration bound;
  private final Progress progress;

  /**
   * @param bound how long to wait for a raise
   */
  CordonBench(PlaygroundHandle playground, Duration bound, Progress progress) {
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(playground.kubeconfig().toFile()))
            .withUserAgent(USER_AGENT)
            .build();
    this.playground = playground;
    this.client = new KubernetesClientBuilder().withConfig(config).build();
    this.workloads = new Workloads(client, NAMESPACE);
    this.bound = bound;
    this.progress = progress;
  }

  /** Takes so many samples, or a few when nothing answers. */
  List<CordonSample> run(int count) {
    workloads.createNamespace();
    List<CordonSample> samples = new ArrayList<>();
    int raised = 0;
    while (samples.size() < count && (raised > 0 || samples.size() < HOPELESS)) {
      String name = "web-" + samples.size();
      workloads.deploy(Workload.named(name).labelled());
      awaitQuiet();
      CordonSample sample = sample(name);
      samples.add(sample);
      raised += sample.raise().isPresent() ? 1 : 0;
      tell(samples, count);
      clean(name);
    }
    return samples;
  }

  private CordonSample sample(String name) {
    String node = workloads.node(name);
    AuditLog audit = AuditLog.fromNow(playground.auditLog());
    patch(name);
    cordon(node);
    AuditEvent patch =
        await(audit, events -> CordonSample.write(events, USER_AGENT, "deployments", name));
    AuditEvent cordon =
        await(audit, events -> CordonSample.write(events, USER_AGENT, "nodes", node));
    var _ =
        Await.holdsBefore(
            Deadline.after(bound),
            () -> CordonSample.raise(audit.events(), NAMESPACE, name).isPresent());
    return new CordonSample(patch, cordon, CordonSample.raise(audit.events(), NAMESPACE, name));
  }

  /** Of the same object, through the same admission: an annotation that nobody reads. */
  private void patch(String name) {
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(MERGE, "{\"metadata\":{\"annotations\":{\"%s\":\"yes\"}}}".formatted(ANNOTATION));
  }

  private void cordon(String node) {
    client.nodes().withName(node).patch(MERGE, "{\"spec\":{\"unschedulable\":true}}");
  }

  private static AuditEvent await(
      AuditLog audit, Function<AuditEvents, Optional<AuditEvent>> event) {
    Await.until(
        "the audit log to have the requests that were just answered",
        Deadline.after(AUDIT_BOUND),
        () -> event.apply(audit.events()).isPresent());
    return event.apply(audit.events()).orElseThrow();
  }

  private void tell(List<CordonSample> samples, int count) {
    CordonSample last = samples.getLast();
    if (last.raise().isEmpty()) {
      progress.say(
          "cordon %d of %d: nothing scaled the Deployment within %d s"
              .formatted(samples.size(), count, bound.toSeconds()));
    } else if (samples.size() % TELL_EVERY == 0 || samples.size() == count) {
      progress.say(
          "%d of %d cordons, the last answered in %.1f ms"
              .formatted(
                  samples.size(), count, last.sincePersisted().orElseThrow().toNanos() / 1e6));
    }
  }

  /** Without its Deployment the surge ends at once. */
  private void clean(String name) {
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(name)
        .withPropagationPolicy(DeletionPropagation.FOREGROUND)
        .delete();
    Await.until(
        name + ", its pods and its schedule to go",
        Deadline.after(CALM_BOUND),
        POLL,
        () -> workloads.isGone(name) && workloads.schedule(name).isEmpty());
    workloads.uncordonAll();
  }

  private void awaitQuiet() {
    AuditLog audit = AuditLog.fromNow(playground.auditLog());
    Instant since = Instant.now();
    Await.until(
        "the project to ask for nothing for " + QUIET.toMillis() + " ms",
        Deadline.after(CALM_BOUND),
        POLL,
        () -> isQuiet(audit, since));
  }

  /** What it still does about the last cordon must not count for the next one. */
  private static boolean isQuiet(AuditLog audit, Instant since) {
    Instant last =
        audit.events().byTheProject().where(event -> !event.isOf("leases")).list().stream()
            .map(AuditEvent::finished)
            .max(Comparator.naturalOrder())
            .orElse(since);
    return Duration.between(last, Instant.now()).compareTo(QUIET) > 0;
  }

  @Override
  public void close() {
    client.close();
  }

  /** Why it is that nothing answered, as far as one can tell. */
  static EnvironmentException hopeless(Duration bound) {
    return new EnvironmentException(
        """
        no cordon made anything scale the Deployment within %d s, %d times in a row.
          That is so in a version without the early surge: there a surge starts at the first eviction.
          Otherwise look at the logs of the webhooks and the scaler, in e2e/target/bench/project/logs.\
        """
            .formatted(bound.toSeconds(), HOPELESS));
  }
}
