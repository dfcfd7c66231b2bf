package io.github.spotaware.simulation.process;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** {@link LiveReads} on the in-memory API server, each a request of its own. */
final class RemoteReads implements LiveReads {
  private final Requests requests;

  RemoteReads(Requests requests) {
    this.requests = requests;
  }

  @Override
  public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
    return requests.read(api -> api.pod(namespace, name));
  }

  @Override
  public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
    return requests.read(api -> api.pods(namespace, selector));
  }

  @Override
  public CompletionStage<List<PodState>> podsOn(String node) {
    return requests.read(api -> api.podsOn(node));
  }

  @Override
  public CompletionStage<List<ReplicaSetState>> replicaSets(
      String namespace, LabelSelector selector) {
    return requests.read(api -> api.replicaSets(namespace, selector));
  }

  @Override
  public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
    return requests.read(api -> api.deployment(ref));
  }

  @Override
  public CompletionStage<List<DeploymentState>> deployments(
      String namespace, LabelSelector labels) {
    return requests.read(api -> api.deployments(namespace, labels));
  }

  @Override
  public CompletionStage<Optional<NodeState>> node(String name) {
    return requests.read(api -> api.node(name));
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return requests.read(api -> api.nodes());
  }

  @Override
  public CompletionStage<List<ServiceEndpoints>> endpoints(String namespace) {
    return requests.read(api -> api.endpoints(namespace));
  }

  @Override
  public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
    return requests.read(api -> api.budgets(namespace));
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return requests.read(api -> api.autoscaler(target));
  }

  @Override
  public CompletionStage<Boolean> namespaceTerminating(String name) {
    return requests.read(api -> api.namespaceTerminating(name));
  }

  @Override
  public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
    return requests.read(api ->
        api.scheduleNamed(name)
            .map(found ->
                found
                    .filter(stored -> stored.content().deployment().equals(deployment))
                    .<NameUse>map(NameUse.Ours::new)
                    .orElseGet(NameUse.Taken::new))
            .orElseGet(NameUse.Free::new));
  }

  @Override
  public CompletionStage<Set<String>> exclusiveClaims(String namespace, Set<String> claims) {
    return requests.read(_ -> {
      Set<String> exclusive = new LinkedHashSet<>();
      for (String claim : claims) {
        if (requests.world().api().isExclusive(namespace, claim)) {
          exclusive.add(claim);
        }
      }
      return exclusive;
    });
  }
}
