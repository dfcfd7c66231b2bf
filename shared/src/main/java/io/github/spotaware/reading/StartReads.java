package io.github.spotaware.reading;

import io.github.spotaware.port.LiveReads;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The reads for starting and raising a surge, which are fewer than those for releasing a pod: no
 * endpoints and no budgets, and a node or namespace is read once for all Deployments on or in it.
 * To be used for one look only, and for nothing but that.
 */
public final class StartReads implements LiveReads {
  private final LiveReads reads;
  private final Map<String, CompletionStage<Optional<NodeState>>> nodes = new ConcurrentHashMap<>();
  private final Map<String, CompletionStage<Boolean>> namespaces = new ConcurrentHashMap<>();

  public StartReads(LiveReads reads) {
    this.reads = reads;
  }

  @Override
  public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
    return reads.pod(namespace, name);
  }

  @Override
  public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
    return reads.pods(namespace, selector);
  }

  @Override
  public CompletionStage<List<PodState>> podsOn(String node) {
    return reads.podsOn(node);
  }

  @Override
  public CompletionStage<List<ReplicaSetState>> replicaSets(
      String namespace, LabelSelector selector) {
    return reads.replicaSets(namespace, selector);
  }

  @Override
  public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
    return reads.deployment(ref);
  }

  @Override
  public CompletionStage<List<DeploymentState>> deployments(
      String namespace, LabelSelector labels) {
    return reads.deployments(namespace, labels);
  }

  @Override
  public CompletionStage<Optional<NodeState>> node(String name) {
    return nodes.computeIfAbsent(name, reads::node);
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return reads.nodes();
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
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return reads.autoscaler(target);
  }

  @Override
  public CompletionStage<Boolean> namespaceTerminating(String name) {
    return namespaces.computeIfAbsent(name, reads::namespaceTerminating);
  }

  @Override
  public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
    return reads.scheduleName(name, deployment);
  }

  @Override
  public CompletionStage<Set<String>> exclusiveClaims(String namespace, Set<String> claims) {
    return reads.exclusiveClaims(namespace, claims);
  }
}
