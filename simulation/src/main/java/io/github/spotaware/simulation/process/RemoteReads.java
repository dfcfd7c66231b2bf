package io.github.spotaware.simulation.process;

import io.github.spotaware.port.LiveReads;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.api.Reads;
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
import java.util.function.Function;

/** {@link LiveReads} on the in-memory API server, each a request of its own. */
final class RemoteReads implements LiveReads {
  private final Requests requests;
  private final boolean recent;

  RemoteReads(Requests requests) {
    this(requests, false);
  }

  private RemoteReads(Requests requests, boolean recent) {
    this.requests = requests;
    this.recent = recent;
  }

  @Override
  public LiveReads recent() {
    return new RemoteReads(requests, true);
  }

  private <T> CompletionStage<List<T>> list(Function<Reads, List<T>> read) {
    return recent ? requests.readCached(read) : requests.read(read);
  }

  @Override
  public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
    return requests.read(api -> api.pod(namespace, name));
  }

  @Override
  public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
    return list(api -> api.pods(namespace, selector));
  }

  @Override
  public CompletionStage<List<PodState>> podsOn(String node) {
    return list(api -> api.podsOn(node));
  }

  @Override
  public CompletionStage<List<ReplicaSetState>> replicaSets(
      String namespace, LabelSelector selector) {
    return list(api -> api.replicaSets(namespace, selector));
  }

  @Override
  public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
    return requests.read(api -> api.deployment(ref));
  }

  @Override
  public CompletionStage<List<DeploymentState>> deployments(
      String namespace, LabelSelector labels) {
    return list(api -> api.deployments(namespace, labels));
  }

  @Override
  public CompletionStage<Optional<NodeState>> node(String name) {
    return requests.read(api -> api.node(name));
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return list(api -> api.nodes());
  }

  @Override
  public CompletionStage<List<ServiceEndpoints>> endpoints(String namespace) {
    return list(api -> api.endpoints(namespace));
  }

  @Override
  public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
    return list(api -> api.budgets(namespace));
  }

  @Override
  public CompletionStage<List<DeploymentRef>> backstops() {
    return list(api -> api.backstops());
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return requests.read(api -> api.autoscaler(target));
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> scaledObject(String namespace, String name) {
    return requests.read(api -> api.scaledObject(namespace, name));
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
