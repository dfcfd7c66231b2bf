package io.github.spotaware.simulation.variant;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Reads as they are; a broken variant overrides what it lies about. */
class DelegatingReads implements LiveReads {
  private final LiveReads reads;

  DelegatingReads(LiveReads reads) {
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
    return reads.node(name);
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return reads.nodes();
  }

  @Override
  public CompletionStage<List<ServiceEndpoints>> endpoints(String namespace) {
    return reads.endpoints(namespace);
  }

  @Override
  public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
    return reads.budgets(namespace);
  }

  @Override
  public CompletionStage<List<DeploymentRef>> backstops() {
    return reads.backstops();
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return reads.autoscaler(target);
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> scaledObject(String namespace, String name) {
    return reads.scaledObject(namespace, name);
  }

  @Override
  public CompletionStage<Boolean> namespaceTerminating(String name) {
    return reads.namespaceTerminating(name);
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
