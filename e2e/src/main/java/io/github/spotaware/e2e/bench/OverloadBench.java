package io.github.spotaware.e2e.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.bench.MassEviction.Outcome;
import io.github.spotaware.e2e.bench.MassEviction.Target;
import io.github.spotaware.e2e.bench.OverloadResult.Held;
import io.github.spotaware.e2e.bench.OverloadResult.Load;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.observe.ApiServerMetrics;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.FleetWatch;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.e2e.observe.Vitals;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.kubernetes.ScheduleStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * The same mass of evictions twice: without the webhooks, where each labelled Deployment is scaled
 * to 2 by whoever evicts its pod, and with them.
 */
final class OverloadBench implements AutoCloseable {

  /** The project's processes. */
  static final List<String> PROCESSES = List.of("webhook-0", "webhook-1", "scaler");

  private static final String NAMESPACE = "overload";
  private static final String DELAY_SECONDS = "120";

  /** Of an unlabelled Deployment; several, as one ReplicaSet's pods come one after the other. */
  private static final int PLAIN_REPLICAS = 50;

  private static final Duration BOUND = Duration.ofMinutes(15);
  private static final Duration SETTLED_BOUND = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final PlaygroundHandle playground;
  private final KubernetesClient client;
  private final Workloads workloads;
  private final OverloadSize size;
  private final Progress progress;
  private final List<Drainer> drainers = new ArrayList<>();
  private final Interception interception;

  OverloadBench(PlaygroundHandle playground, OverloadSize size, Progress progress) {
    this.playground = playground;
    this.client = playground.client();
    this.workloads = new Workloads(client, NAMESPACE);
    this.size = size;
    this.progress = progress;
    this.interception = new Interception(client);
  }

  /** Takes some minutes. */
  OverloadResult run() {
    workloads.createNamespace();
    Drainer.grant(client, NAMESPACE);
    IntStream.range(0, size.drains())
        .forEach(i -> drainers.add(Drainer.create(playground, client, NAMESPACE, "drain-" + i)));
    deploy();

    interception.remove();
    awaitInterception(false);
    progress.say("without the webhooks: " + size.evictions() + " evictions at once");
    Load without = load(OverloadBench::scaleToTwo);
    setBackToOne();
    interception.restore();
    awaitInterception(true);

    Map<String, Vitals> before = vitals();
    int watchesBefore = ApiServerMetrics.openWatches(client);
    progress.say("with the webhooks: " + size.evictions() + " evictions at once");
    try (Peaks peaks = Peaks.start(playground, PROCESSES);
        FleetWatch fleet = FleetWatch.start(client, NAMESPACE)) {
      Load with = load((_, _) -> {});
      progress.say("all are let go; the scale-downs are awaited");
      awaitAllAvailable();
      Await.until("the surges to end", Deadline.after(BOUND), POLL, () -> schedules() == 0);
      awaitAllAvailable();
      Map<String, Duration> downtimes = new TreeMap<>(fleet.downtimes());
      downtimes.keySet().removeIf(name -> name.startsWith("plain-"));
      Map<String, Peaks.Peak> most = peaks.most();
      peaks.close();
      fleet.close();
      awaitSocketsBackTo(before);
      return new OverloadResult(
          size,
          without,
          with,
          held(before, most, vitals()),
          watchesBefore,
          ApiServerMetrics.openWatches(client),
          downtimes,
          schedules());
    }
  }

  private void deploy() {
    for (int i = 0; i < size.labelled(); i++) {
      workloads.create(
          Workload.named("web-" + i)
              .labelled()
              .annotated(Annotations.SCALE_DOWN_DELAY, DELAY_SECONDS));
    }
    for (int left = size.plain(); left > 0; left -= PLAIN_REPLICAS) {
      workloads.create(Workload.named("plain-" + left).replicas(Math.min(left, PLAIN_REPLICAS)));
    }
    progress.say(
        size.labelled() + " labelled Deployments and " + size.plain() + " other pods are made");
    awaitAllAvailable();
  }

  private Load load(BiConsumer<Drainer, Target> before) {
    List<Target> targets = targets();
    MassEviction evictions = new MassEviction(NAMESPACE, drainers, before);
    try (Drainer account =
            Drainer.create(playground, client, NAMESPACE, "bystander-" + System.nanoTime());
        Bystander bystander = Bystander.start(account, NAMESPACE)) {
      ApiServerMetrics earlier = ApiServerMetrics.now(client);
      List<Outcome> outcomes = evictions.run(targets);
      ApiServerMetrics api = ApiServerMetrics.now(client).since(earlier);
      return new Load(outcomes, api, bystander.failed());
    }
  }

  /** In an order that is the same in each run, and mixes both kinds. */
  private List<Target> targets() {
    List<Target> targets =
        new ArrayList<>(
            client.pods().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(pod -> PodStage.of(pod, PodStage.PENDING) == PodStage.SERVING)
                .map(OverloadBench::target)
                .sorted(Comparator.comparing(Target::deployment))
                .toList());
    if (targets.size() != size.evictions()) {
      throw new IllegalStateException(
          targets.size() + " pods serve, not " + size.evictions() + " as is wanted");
    }
    Collections.shuffle(targets, new Random(1));
    return targets;
  }

  private static Target target(Pod pod) {
    String deployment = FleetWatch.deployment(pod);
    return new Target(deployment, pod.getMetadata().getName(), deployment.startsWith("web-"));
  }

  private static void scaleToTwo(Drainer drainer, Target target) {
    if (target.labelled()) {
      drainer
          .client()
          .apps()
          .deployments()
          .inNamespace(NAMESPACE)
          .withName(target.deployment())
          .patch(MERGE, "{\"spec\":{\"replicas\":2}}");
    }
  }

  private void setBackToOne() {
    awaitAllAvailable();
    IntStream.range(0, size.labelled()).forEach(i -> workloads.scale("web-" + i, 1));
    awaitAllAvailable();
  }

  private void awaitAllAvailable() {
    Await.until(
        "all pods to be available",
        Deadline.after(BOUND),
        POLL,
        () ->
            client.apps().deployments().inNamespace(NAMESPACE).list().getItems().stream()
                    .allMatch(OverloadBench::isAvailable)
                && noneIsLeaving());
  }

  private boolean noneIsLeaving() {
    return client.pods().inNamespace(NAMESPACE).list().getItems().stream()
        .allMatch(pod -> PodStage.of(pod, PodStage.PENDING) == PodStage.SERVING);
  }

  private static boolean isAvailable(Deployment deployment) {
    return deployment
            .getMetadata()
            .getGeneration()
            .equals(deployment.getStatus().getObservedGeneration())
        && deployment.getSpec().getReplicas().equals(deployment.getStatus().getReplicas())
        && deployment.getSpec().getReplicas().equals(deployment.getStatus().getAvailableReplicas());
  }

  /** Until the API server asks the webhooks, or no more: they warn of what a dry run would do. */
  private void awaitInterception(boolean asked) {
    Eviction trial = Eviction.of(NAMESPACE, workloads.podName("web-0")).withDryRunInUrl();
    Await.until(
        "an eviction to be shown to the webhooks" + (asked ? "" : " no more"),
        Deadline.after(SETTLED_BOUND),
        POLL,
        () -> drainers.getFirst().evictions().evict(trial).warnings().isEmpty() != asked);
  }

  private long schedules() {
    return client
        .configMaps()
        .inNamespace(ScheduleStore.NAMESPACE)
        .withLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
        .list()
        .getItems()
        .size();
  }

  private Map<String, Vitals> vitals() {
    Map<String, Vitals> vitals = new TreeMap<>();
    PROCESSES.forEach(each -> vitals.put(each, Vitals.alive(playground.pid(each).orElseThrow())));
    return vitals;
  }

  /** Idle connections are closed in their time. What stays is in the figures. */
  private void awaitSocketsBackTo(Map<String, Vitals> before) {
    var _ =
        Await.holdsBefore(
            Deadline.after(SETTLED_BOUND),
            POLL,
            () ->
                PROCESSES.stream()
                    .allMatch(each ->
                        Vitals.now(playground.pid(each).orElseThrow()).sockets()
                            <= of(before, each).sockets()));
  }

  private static Map<String, Held> held(
      Map<String, Vitals> before, Map<String, Peaks.Peak> most, Map<String, Vitals> after) {
    Map<String, Held> held = new TreeMap<>();
    PROCESSES.forEach(
        each -> held.put(each, new Held(of(before, each), of(most, each), of(after, each))));
    return held;
  }

  private static <T> T of(Map<String, T> byProcess, String process) {
    return Objects.requireNonNull(byProcess.get(process), process);
  }

  @Override
  public void close() {
    drainers.forEach(Drainer::close);
    client.close();
  }
}
