package io.github.spotaware.testing;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationBuilder;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.NodeListener;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Watched;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The ports over a MemoryCluster: a request is answered when the timing settles. */
public final class FakeCluster implements ClusterPort, LiveReads, Watched {
  public final MemoryCluster memory;
  public final ManualTiming timing = new ManualTiming();

  /** Every request, reads by the method's name and writes by their kind, in order. */
  public final List<String> requests = new ArrayList<>();

  /** So many requests were open at once at most. */
  public int mostAtOnce;

  private int openRequests;

  public final List<Reason> told = new ArrayList<>();

  /** The same with what was said. */
  public final List<Report> reports = new ArrayList<>();

  /** The watch of Deployments has caught up. */
  public boolean current = true;

  /** The watch of schedules shows none yet. */
  public boolean schedulesLag;

  /** Under the first name there is a schedule that can't be read. */
  public boolean unreadable;

  /** So many reads fail from now on. */
  public int failures;

  private final Map<String, Runnable> deeds = new HashMap<>();
  private final List<Consumer<DeploymentRef>> changes = new ArrayList<>();
  private final List<NodeListener> nodeListeners = new ArrayList<>();
  private final List<Runnable> configurationListeners = new ArrayList<>();
  private Configuration configuration = Configuration.defaults();

  private FakeCluster(MemoryCluster memory) {
    this.memory = memory;
  }

  public static FakeCluster of(Workloads start) {
    return new FakeCluster(MemoryCluster.of(start));
  }

  /** The node is persisted like this, and the watch tells. */
  public void put(NodeState node) {
    memory.put(node);
    nodeListeners.forEach(listener -> listener.seen(node));
  }

  /** The node is deleted, and the watch tells. */
  public void removeNode(String name) {
    memory.removeNode(name);
    nodeListeners.forEach(listener -> listener.gone(name));
  }

  public void configure(UnaryOperator<ConfigurationBuilder> change) {
    configuration = change.apply(configuration.toBuilder()).build();
    configurationListeners.forEach(Runnable::run);
  }

  /** A watch tells of the Deployment. */
  public void tellChange() {
    changes.forEach(listener -> listener.accept(Workloads.REF));
  }

  @Override
  public LiveReads reads() {
    return this;
  }

  @Override
  public CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    return request(
        write.getClass().getSimpleName(), () -> memory.apply(write, FieldManagers.WEBHOOK));
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
    return configuration;
  }

  @Override
  public void tell(List<Report> news) {
    reports.addAll(news);
    news.forEach(report -> told.add(report.reason()));
  }

  @Override
  public ManualTiming timing() {
    return timing;
  }

  @Override
  public void onChange(Consumer<DeploymentRef> listener) {
    changes.add(listener);
  }

  @Override
  public void onNodes(NodeListener listener) {
    nodeListeners.add(listener);
  }

  @Override
  public void onConfigurationChange(Runnable listener) {
    configurationListeners.add(listener);
  }

  /** Right after the next request of this name was answered, someone does something. */
  public void afterNext(String request, Runnable deed) {
    deeds.put(request, deed);
  }

  private <T> CompletionStage<T> request(String name, Supplier<T> answer) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    openRequests++;
    mostAtOnce = Math.max(mostAtOnce, openRequests);
    timing.execute(() -> {
      openRequests--;
      requests.add(name);
      T given = answer.get();
      Optional.ofNullable(deeds.remove(name)).ifPresent(Runnable::run);
      stage.complete(given);
    });
    return stage;
  }

  private <T> CompletionStage<T> read(String name, Supplier<T> answer) {
    if (failures > 0) {
      failures--;
      return CompletableFuture.failedFuture(new ReadFailed("no answer"));
    }
    return request(name, answer);
  }

  @Override
  public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
    return read(
        "pod", () -> memory.pods().stream().filter(pod -> pod.name().equals(name)).findFirst());
  }

  @Override
  public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
    return read(
        "pods",
        () -> memory.pods().stream().filter(pod -> selector.matches(pod.labels())).toList());
  }

  @Override
  public CompletionStage<List<PodState>> podsOn(String node) {
    return read(
        "podsOn",
        () ->
            memory.pods().stream()
                .filter(pod -> pod.nodeName().equals(Optional.of(node)))
                .toList());
  }

  @Override
  public CompletionStage<List<ReplicaSetState>> replicaSets(
      String namespace, LabelSelector selector) {
    return read("replicaSets", () -> memory.snapshot().replicaSets());
  }

  @Override
  public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
    return read("deployment", () -> memory.snapshot().deployment());
  }

  @Override
  public CompletionStage<List<DeploymentState>> deployments(
      String namespace, LabelSelector labels) {
    return read("deployments", () -> memory.snapshot().deployment().stream().toList());
  }

  @Override
  public CompletionStage<Optional<NodeState>> node(String name) {
    return read("node", () -> Optional.ofNullable(memory.snapshot().nodes().get(name)));
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return read("nodes", () -> List.copyOf(memory.snapshot().nodes().values()));
  }

  @Override
  public CompletionStage<List<ServiceEndpoints>> endpoints(String namespace) {
    return read("endpoints", List::of);
  }

  @Override
  public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
    return read("budgets", () -> memory.snapshot().budgets());
  }

  @Override
  public CompletionStage<List<DeploymentRef>> backstops() {
    return read(
        "backstops",
        () ->
            memory.snapshot().budgets().stream()
                .flatMap(budget -> budget.backstopOf().stream())
                .map(owner -> new DeploymentRef(Workloads.NAMESPACE, owner.name()))
                .toList());
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return read("autoscaler", () -> memory.snapshot().autoscaler());
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> scaledObject(String namespace, String name) {
    return read(
        "scaledObject", () -> memory.snapshot().autoscaler().filter(a -> a.name().equals(name)));
  }

  @Override
  public CompletionStage<Boolean> namespaceTerminating(String name) {
    return read("namespace", () -> false);
  }

  @Override
  public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
    return read(
        "schedule",
        () ->
            unreadable && name.equals(Schedules.NAME)
                ? new NameUse.Unreadable(Schedules.UNREADABLE)
                : memory
                    .schedule()
                    .filter(stored -> stored.name().equals(name))
                    .<NameUse>map(NameUse.Ours::new)
                    .orElseGet(NameUse.Free::new));
  }

  @Override
  public CompletionStage<Set<String>> exclusiveClaims(String namespace, Set<String> claims) {
    return read("claims", Set::of);
  }

  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public boolean current() {
    return current;
  }

  @Override
  public Collection<Labelled> labelled() {
    return memory.snapshot().deployment().stream()
        .filter(deployment -> configuration.protectedLabels().matches(deployment.labels()))
        .map(deployment ->
            new Labelled(deployment.ref(), deployment.selector(), deployment.replicas()))
        .toList();
  }

  @Override
  public List<Labelled> labelledIn(String namespace) {
    return labelled().stream().filter(l -> l.ref().namespace().equals(namespace)).toList();
  }

  @Override
  public Optional<Labelled> labelled(DeploymentRef ref) {
    return labelled().stream().filter(l -> l.ref().equals(ref)).findFirst();
  }

  @Override
  public Set<String> namespaces() {
    return labelled().isEmpty() ? Set.of() : Set.of(Workloads.NAMESPACE);
  }

  @Override
  public Collection<StoredSchedule> schedules() {
    return schedulesLag ? List.of() : memory.schedule().stream().toList();
  }
}
