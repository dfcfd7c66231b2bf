package io.github.spotaware.e2e.bench;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cordons the node of one labelled Deployment's pod, again and again. Each time everything is calm
 * before: one pod on a node that takes pods, no schedule.
 */
final class CordonBench implements AutoCloseable {

  private static final String NAMESPACE = "bench";
  private static final String NAME = "web";
  private static final String USER_AGENT = "spot-aware-bench";
  private static final String ANNOTATION = "spot-aware-bench/sample";

  /** So many unanswered cordons at the start mean that none will be answered. */
  private static final int HOPELESS = 3;

  private static final int TELL_EVERY = 10;
  private static final Duration CALM_BOUND = Duration.ofSeconds(60);
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
    workloads.deploy(Workload.named(NAME).labelled());
    List<CordonSample> samples = new ArrayList<>();
    int raised = 0;
    while (samples.size() < count && (raised > 0 || samples.size() < HOPELESS)) {
      CordonSample sample = sample(samples.size());
      samples.add(sample);
      raised += sample.raise().isPresent() ? 1 : 0;
      tell(samples, count);
      calmDown();
    }
    return samples;
  }

  private CordonSample sample(int number) {
    String node = workloads.node(NAME);
    AuditLog audit = AuditLog.fromNow(playground.auditLog());
    patch(number);
    cordon(node);
    AuditEvent patch =
        await(audit, events -> CordonSample.write(events, USER_AGENT, "deployments", NAME));
    AuditEvent cordon =
        await(audit, events -> CordonSample.write(events, USER_AGENT, "nodes", node));
    var _ =
        Await.holdsBefore(
            Deadline.after(bound),
            () -> CordonSample.raise(audit.events(), NAMESPACE, NAME).isPresent());
    return new CordonSample(patch, cordon, CordonSample.raise(audit.events(), NAMESPACE, NAME));
  }

  /** Of the same object, through the same admission: an annotation that nobody reads. */
  private void patch(int number) {
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .patch(
            MERGE,
            "{\"metadata\":{\"annotations\":{\"%s\":\"%d\"}}}".formatted(ANNOTATION, number));
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

  /** The surge is over before the node takes pods again: its pod there is the one to go. */
  private void calmDown() {
    Await.until(
        NAME + " to have no schedule",
        Deadline.after(CALM_BOUND),
        Duration.ofMillis(20),
        () -> workloads.schedule(NAME).isEmpty());
    workloads.awaitAvailable(NAME, 1);
    workloads.uncordonAll();
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
