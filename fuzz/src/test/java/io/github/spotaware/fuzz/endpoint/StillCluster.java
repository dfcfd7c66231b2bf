package io.github.spotaware.fuzz.endpoint;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.DeploymentOverrides;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.NodeListener;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A cluster in which nothing moves but the schedule: the Deployment shop/web is surged, its one
 * serving pod is asked about, and its second pod never gets Ready. So that pod must never be let
 * go, whatever is sent.
 */
final class StillCluster implements ClusterPort, LiveReads, Watched, Timing, AutoCloseable {
  static final DeploymentRef WEB = new DeploymentRef("shop", "web");
  static final String SERVING = "web-6d4b75cb6d-hwkx5";
  static final String SERVING_UID = "8f6c3a8e-3f0a-4a53-a1f6-7a3c0a6f3b11";

  /** That of the recorded reviews about its count. */
  private static final String WEB_UID = "76d1193a-98c4-4bde-901e-afbd439314e1";

  /** What a later version has written into the schedule. */
  static final Map<String, String> LATER = Map.of("zones", "of a later version");

  private static final LabelSelector OF_WEB = LabelSelector.parse("app=web");
  private static final String SCHEDULE = ScheduleName.of(WEB);
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T12:00:00Z");

  private final Configuration configuration =
      Configuration.defaults().toBuilder()
          .holdTime(Duration.ofSeconds(1))
          .maxHold(Duration.ofDays(1))
          .maxConcurrentHolds(12)
          .guardDeletes(true)
          .replacementNodePreference(LabelSelector.parse("spot=no"))
          .build();

  private volatile StoredSchedule schedule =
      new StoredSchedule(
          SCHEDULE,
          "uid-schedule",
          "1",
          LONG_AGO,
          Schedule.start(WEB, WEB_UID, Instant.now().plusSeconds(3_600), "eviction of a pod")
              .in(Phase.SURGED),
          LATER);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().factory());

  StillCluster() {
    timers.setRemoveOnCancelPolicy(true);
  }

  /** Timers that are set and have not run. */
  int timersSet() {
    return timers.getQueue().size();
  }

  StoredSchedule schedule() {
    return schedule;
  }

  private static PodState pod(String name, String uid, String node, boolean ready) {
    return new PodState(
        "shop",
        name,
        uid,
        "1",
        LONG_AGO,
        Map.of("app", "web"),
        Optional.of(node),
        false,
        false,
        ready ? Optional.of(LONG_AGO) : Optional.empty(),
        Optional.of(new OwnerReference("ReplicaSet", "web-1", "uid-web-1")),
        Optional.empty());
  }

  private static final List<PodState> PODS =
      List.of(
          pod(SERVING, SERVING_UID, "node-1", true),
          pod("web-6d4b75cb6d-aaaaa", "uid-second", "node-2", false));

  private static final List<NodeState> NODES =
      List.of(
          new NodeState("node-1", false, true, false, Set.of(), Map.of()),
          new NodeState("node-2", false, true, false, Set.of(), Map.of("spot", "no")),
          new NodeState("node-3", true, true, false, Set.of(), Map.of()));

  private static DeploymentState web() {
    return new DeploymentState(
        "shop",
        "web",
        WEB_UID,
        "1",
        Map.of("spot-aware", "enabled"),
        Map.of(),
        LONG_AGO,
        false,
        1,
        1,
        2,
        Set.of("spot-aware-webhook"),
        OF_WEB,
        Map.of("app", "web"),
        Duration.ZERO,
        0,
        false,
        Optional.empty(),
        Set.of(),
        false,
        Duration.ofMinutes(10),
        1,
        false,
        false,
        Optional.of(2));
  }

  private static ReplicaSetState replicaSet() {
    return new ReplicaSetState(
        "web-1",
        "uid-web-1",
        1,
        1,
        2,
        Optional.empty(),
        2,
        1,
        1,
        1,
        Optional.of(new OwnerReference("Deployment", "web", WEB_UID)));
  }

  private static DisruptionBudgetState backstop() {
    return new DisruptionBudgetState(
        "shop",
        "spot-aware-web",
        "uid-backstop",
        "1",
        OF_WEB,
        1,
        Optional.of(new OwnerReference("Deployment", "web", WEB_UID)));
  }

  private static boolean isHere(String namespace) {
    return namespace.equals(WEB.namespace());
  }

  private <T> CompletionStage<T> answered(T answer) {
    return CompletableFuture.supplyAsync(() -> answer, executor);
  }

  @Override
  public CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    return CompletableFuture.supplyAsync(() -> written(write), executor);
  }

  private synchronized WriteOutcome written(ProtocolWrite write) {
    return switch (write) {
      case ProtocolWrite.UpdateSchedule(StoredSchedule from, Schedule to) -> {
        StoredSchedule now = schedule;
        if (!now.resourceVersion().equals(from.resourceVersion())) {
          yield new WriteOutcome.Stale();
        }
        schedule =
            new StoredSchedule(
                now.name(),
                now.uid(),
                Long.toString(Long.parseLong(now.resourceVersion()) + 1),
                now.createdAt(),
                to,
                from.others());
        yield new WriteOutcome.Done(Optional.of(schedule));
      }
      case ProtocolWrite.CreateSchedule _,
          ProtocolWrite.DeleteSchedule _,
          ProtocolWrite.DeleteLegacySchedule _ ->
          new WriteOutcome.Stale();
      case ProtocolWrite.SetReplicas _,
          ProtocolWrite.SetDeletionCost _,
          ProtocolWrite.CreateBackstop _,
          ProtocolWrite.PutBackstopInEffect _,
          ProtocolWrite.SetMinReplicas _ ->
          new WriteOutcome.Done(Optional.empty());
      case ProtocolWrite.DeleteBackstop _ -> new WriteOutcome.Refused("nothing moves here");
    };
  }

  @Override
  public LiveReads reads() {
    return this;
  }

  @Override
  public Watched watched() {
    return this;
  }

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public Configuration configurationFor(WorkloadSnapshot workload) {
    return workload
        .deployment()
        .map(deployment ->
            DeploymentOverrides.parse(deployment.annotations()).applyTo(configuration))
        .orElse(configuration);
  }

  @Override
  public void tell(List<Report> reports) {}

  @Override
  public Timing timing() {
    return this;
  }

  @Override
  public void onChange(Consumer<DeploymentRef> listener) {}

  @Override
  public void onNodes(NodeListener listener) {
    NODES.forEach(listener::seen);
  }

  @Override
  public void onConfigurationChange(Runnable listener) {}

  @Override
  public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
    return answered(
        PODS.stream().filter(pod -> isHere(namespace) && pod.name().equals(name)).findFirst());
  }

  @Override
  public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
    return answered(
        PODS.stream().filter(pod -> isHere(namespace) && selector.matches(pod.labels())).toList());
  }

  @Override
  public CompletionStage<List<PodState>> podsOn(String node) {
    return answered(PODS.stream().filter(pod -> pod.nodeName().equals(Optional.of(node))).toList());
  }

  @Override
  public CompletionStage<List<ReplicaSetState>> replicaSets(
      String namespace, LabelSelector selector) {
    return answered(isHere(namespace) ? List.of(replicaSet()) : List.of());
  }

  @Override
  public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
    return answered(ref.equals(WEB) ? Optional.of(web()) : Optional.empty());
  }

  @Override
  public CompletionStage<List<DeploymentState>> deployments(
      String namespace, LabelSelector labels) {
    return answered(isHere(namespace) ? List.of(web()) : List.of());
  }

  @Override
  public CompletionStage<Optional<NodeState>> node(String name) {
    return answered(NODES.stream().filter(node -> node.name().equals(name)).findFirst());
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return answered(NODES);
  }

  @Override
  public CompletionStage<List<ServiceEndpoints>> endpoints(String namespace) {
    return answered(List.of());
  }

  @Override
  public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
    return answered(isHere(namespace) ? List.of(backstop()) : List.of());
  }

  @Override
  public CompletionStage<List<DeploymentRef>> backstops() {
    return answered(List.of(WEB));
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return answered(Optional.empty());
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> scaledObject(String namespace, String name) {
    return answered(Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> namespaceTerminating(String name) {
    return answered(false);
  }

  @Override
  public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
    return answered(name.equals(SCHEDULE) ? new NameUse.Ours(schedule) : new NameUse.Free());
  }

  @Override
  public CompletionStage<Set<String>> exclusiveClaims(String namespace, Set<String> claims) {
    return answered(Set.of());
  }

  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public boolean current() {
    return true;
  }

  @Override
  public Collection<Labelled> labelled() {
    return List.of(new Labelled(WEB, OF_WEB, 2));
  }

  @Override
  public List<Labelled> labelledIn(String namespace) {
    return isHere(namespace) ? List.copyOf(labelled()) : List.of();
  }

  @Override
  public Optional<Labelled> labelled(DeploymentRef ref) {
    return labelled().stream().filter(each -> each.ref().equals(ref)).findFirst();
  }

  @Override
  public Set<String> namespaces() {
    return Set.of(WEB.namespace());
  }

  @Override
  public Collection<StoredSchedule> schedules() {
    return List.of(schedule);
  }

  @Override
  public Moment now() {
    return new Moment(Instant.now(), System.nanoTime());
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    ScheduledFuture<?> timer =
        timers.schedule(
            () -> executor.execute(action), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }

  @Override
  public void execute(Runnable action) {
    executor.execute(action);
  }

  @Override
  public void close() {
    timers.shutdownNow();
    executor.shutdownNow();
  }
}
