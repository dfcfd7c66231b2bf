package io.github.spotaware.testing;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LegacyObjects;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.LegacyObject;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.StoredLegacySchedule;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The scaler's way to a MemoryCluster: answers at once; watches tell when a test says so. Reads and
 * writes can be made to fail.
 */
public final class MemoryPort implements ClusterPort, LiveReads, Watched, LegacyObjects {
  public final ManualTiming timing = new ManualTiming();
  public final List<ProtocolWrite> writes = new ArrayList<>();
  public final List<Report> told = new ArrayList<>();
  public final List<LegacyObject> legacy = new ArrayList<>();
  public Configuration configuration = Configuration.defaults();
  public boolean readsFail;

  private final MemoryCluster cluster;
  private final List<Consumer<DeploymentRef>> listeners = new ArrayList<>();
  private final List<Runnable> configurationListeners = new ArrayList<>();
  private final List<Consumer<LegacyObject>> legacyListeners = new ArrayList<>();

  public MemoryPort(MemoryCluster cluster) {
    this.cluster = cluster;
  }

  /** The watch shows an object of the shell version, new or changed. */
  public void tell(LegacyObject object) {
    legacy.removeIf(other -> other.name().equals(object.name()));
    legacy.add(object);
    legacyListeners.forEach(listener -> listener.accept(object));
    timing.settle();
  }

  /** The watch shows a change of the Deployment. */
  public void tellChange() {
    listeners.forEach(listener -> listener.accept(Workloads.REF));
    timing.settle();
  }

  public void configure(Configuration value) {
    configuration = value;
    configurationListeners.forEach(Runnable::run);
    timing.settle();
  }

  private <T> CompletionStage<T> answer(Supplier<T> value) {
    return readsFail
        ? CompletableFuture.failedFuture(new ReadFailed("no answer"))
        : CompletableFuture.completedFuture(value.get());
  }

  @Override
  public CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    writes.add(write);
    return CompletableFuture.completedFuture(cluster.apply(write, FieldManagers.SCALER));
  }

  @Override
  public void tell(List<Report> reports) {
    told.addAll(reports);
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
    return configuration;
  }

  @Override
  public Timing timing() {
    return timing;
  }

  @Override
  public void onChange(Consumer<DeploymentRef> listener) {
    listeners.add(listener);
  }

  @Override
  public void onConfigurationChange(Runnable listener) {
    configurationListeners.add(listener);
  }

  @Override
  public Collection<LegacyObject> seen() {
    return List.copyOf(legacy);
  }

  @Override
  public void onLegacyChange(Consumer<LegacyObject> listener) {
    legacyListeners.add(listener);
  }

  @Override
  public CompletionStage<Optional<StoredLegacySchedule>> schedule(DeploymentRef deployment) {
    return answer(cluster::legacy);
  }

  @Override
  public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
    return answer(() -> cluster.pods().stream().filter(p -> p.name().equals(name)).findFirst());
  }

  @Override
  public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
    return answer(cluster::pods);
  }

  @Override
  public CompletionStage<List<ReplicaSetState>> replicaSets(
      String namespace, LabelSelector selector) {
    return answer(() -> cluster.snapshot().replicaSets());
  }

  @Override
  public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
    return answer(() -> cluster.snapshot().deployment());
  }

  @Override
  public CompletionStage<List<DeploymentState>> deployments(
      String namespace, LabelSelector labels) {
    return answer(() -> cluster.snapshot().deployment().stream().toList());
  }

  @Override
  public CompletionStage<Optional<NodeState>> node(String name) {
    return answer(() -> Optional.ofNullable(cluster.snapshot().nodes().get(name)));
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return answer(() -> List.copyOf(cluster.snapshot().nodes().values()));
  }

  @Override
  public CompletionStage<List<ServiceEndpoints>> endpoints(String namespace) {
    return answer(List::of);
  }

  @Override
  public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
    return answer(List::of);
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return answer(() -> cluster.snapshot().autoscaler());
  }

  @Override
  public CompletionStage<Boolean> namespaceTerminating(String name) {
    return answer(() -> false);
  }

  @Override
  public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
    return answer(
        () -> cluster.schedule().<NameUse>map(NameUse.Ours::new).orElseGet(NameUse.Free::new));
  }

  @Override
  public CompletionStage<Set<String>> exclusiveClaims(String namespace, Set<String> claims) {
    return answer(Set::of);
  }

  @Override
  public boolean current() {
    return true;
  }

  @Override
  public Collection<Labelled> labelled() {
    return List.of();
  }

  @Override
  public List<Labelled> labelledIn(String namespace) {
    return List.of();
  }

  @Override
  public Optional<Labelled> labelled(DeploymentRef ref) {
    return Optional.empty();
  }

  @Override
  public Set<String> namespaces() {
    return Set.of(Workloads.NAMESPACE);
  }

  @Override
  public Collection<StoredSchedule> schedules() {
    return cluster.schedule().stream().toList();
  }
}
