package io.github.spotaware.reading;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is read for starting and raising a surge, which is less than for releasing a pod, and
 * sooner: no endpoints and no budgets; lists as of a moment ago, because the writes that rest on
 * them name what was read; all at once, because the order of the reads protects a ticket, and there
 * is none; and nothing twice, however many Deployments are on a node or in a namespace. To be used
 * for one look only, and for nothing but that.
 */
public final class StartReads implements LiveReads {
  private final LiveReads reads;
  private final WorkloadReader reader = new WorkloadReader(this);
  private final Map<List<Object>, CompletionStage<?>> begun = new ConcurrentHashMap<>();

  public StartReads(LiveReads reads) {
    this.reads = reads.recent();
  }

  /** One Deployment. Ends in a {@link ReadFailed} where any read does. */
  public CompletionStage<WorkloadSnapshot> read(
      DeploymentRef ref, Watched watched, Configuration configuration) {
    watched.labelled(ref).ifPresent(known -> begin(ref, known.selector()));
    return reader.read(ref, watched, configuration);
  }

  private void begin(DeploymentRef ref, LabelSelector selector) {
    var _ = scheduleName(ScheduleName.of(ref), ref);
    var _ = scheduleName(ScheduleName.hashed(ref), ref);
    var _ = pods(ref.namespace(), selector);
    var _ = replicaSets(ref.namespace(), selector);
    var _ = deployment(ref);
    var _ = autoscaler(ref);
  }

  @Override
  public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
    return once(List.of("pod", namespace, name), () -> reads.pod(namespace, name));
  }

  @Override
  public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
    return once(List.of("pods", namespace, selector), () -> reads.pods(namespace, selector));
  }

  @Override
  public CompletionStage<List<PodState>> podsOn(String node) {
    return once(List.of("podsOn", node), () -> reads.podsOn(node));
  }

  @Override
  public CompletionStage<List<ReplicaSetState>> replicaSets(
      String namespace, LabelSelector selector) {
    return once(
        List.of("replicaSets", namespace, selector), () -> reads.replicaSets(namespace, selector));
  }

  @Override
  public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
    return once(List.of("deployment", ref), () -> reads.deployment(ref));
  }

  @Override
  public CompletionStage<List<DeploymentState>> deployments(
      String namespace, LabelSelector labels) {
    return once(
        List.of("deployments", namespace, labels), () -> reads.deployments(namespace, labels));
  }

  @Override
  public CompletionStage<Optional<NodeState>> node(String name) {
    return once(List.of("node", name), () -> reads.node(name));
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return once(List.of("nodes"), reads::nodes);
  }

  @Override
  public CompletionStage<List<ServiceEndpoints>> endpoints(String namespace) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<List<DeploymentRef>> backstops() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return once(List.of("autoscaler", target), () -> reads.autoscaler(target));
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> scaledObject(String namespace, String name) {
    return once(
        List.of("scaledObject", namespace, name), () -> reads.scaledObject(namespace, name));
  }

  @Override
  public CompletionStage<Boolean> namespaceTerminating(String name) {
    return once(List.of("namespace", name), () -> reads.namespaceTerminating(name));
  }

  @Override
  public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
    return once(
        List.of("scheduleName", name, deployment), () -> reads.scheduleName(name, deployment));
  }

  @Override
  public CompletionStage<Set<String>> exclusiveClaims(String namespace, Set<String> claims) {
    return once(
        List.of("claims", namespace, claims), () -> reads.exclusiveClaims(namespace, claims));
  }

  /** The key names the method, and so the type. */
  @SuppressWarnings("unchecked")
  private <T> CompletionStage<T> once(List<Object> key, Supplier<CompletionStage<T>> read) {
    return (CompletionStage<T>) begun.computeIfAbsent(key, _ -> read.get());
  }
}
