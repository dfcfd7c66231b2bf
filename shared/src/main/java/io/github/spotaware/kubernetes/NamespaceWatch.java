package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Watches, beside the pods, what the held evictions of a namespace wait for: ReplicaSets,
 * EndpointSlices and PodDisruptionBudgets. One watch serves all Deployments of the namespace that
 * have held evictions, so each change is told with a test of whom it concerns: twenty holds are not
 * woken by the endpoints of one.
 */
public final class NamespaceWatch implements AutoCloseable {
  private final List<? extends SharedIndexInformer<? extends HasMetadata>> informers;
  private final Consumer<Predicate<WorkloadSnapshot>> changed;

  /**
   * @param changed told whom a change concerns, by what was last seen of it; and everyone once each
   *     watch has caught up
   */
  public NamespaceWatch(
      KubernetesClient client, String namespace, Consumer<Predicate<WorkloadSnapshot>> changed) {
    this.changed = changed;
    SharedIndexInformer<ReplicaSet> replicaSets =
        Informers.consistent(client.apps().replicaSets().inNamespace(namespace))
            .itemStore(new ReducedStore<>(Reduced::replicaSet));
    replicaSets.addEventHandler(
        Handler.onChangeOf(
            set -> DeploymentMapper.map(Reduced.replicaSet(set)),
            set -> tell(DeploymentMapper.map(set))));
    SharedIndexInformer<EndpointSlice> slices =
        Informers.consistent(client.discovery().v1().endpointSlices().inNamespace(namespace));
    slices.addEventHandler(
        Handler.onChangeOf(NamespaceWatch::endpoints, slice -> tell(endpoints(slice))));
    SharedIndexInformer<PodDisruptionBudget> budgets =
        Informers.consistent(client.policy().v1().podDisruptionBudget().inNamespace(namespace));
    budgets.addEventHandler(
        Handler.onChangeOf(BudgetMapper::map, budget -> tell(BudgetMapper.map(budget))));
    informers = List.of(replicaSets, slices, budgets);
    informers.forEach(informer -> {
      var _ = informer.start().whenComplete((done, failure) -> changed.accept(all -> true));
    });
  }

  private void tell(ReplicaSetState replicaSet) {
    changed.accept(workload ->
        replicaSet
            .controller()
            .filter(owner -> owner.name().equals(workload.ref().name()))
            .isPresent());
  }

  /** A Service matters to a release while it lists a pod of the Deployment. */
  private void tell(List<ServiceEndpoints> after) {
    changed.accept(workload ->
        workload.endpoints().stream()
            .filter(known -> after.stream().anyMatch(a -> a.service().equals(known.service())))
            .anyMatch(known ->
                workload.pods().stream().anyMatch(pod -> known.readyPods().contains(pod.uid()))));
  }

  private void tell(DisruptionBudgetState budget) {
    changed.accept(workload ->
        workload.pods().stream().anyMatch(pod -> budget.selector().matches(pod.labels())));
  }

  private static List<ServiceEndpoints> endpoints(EndpointSlice slice) {
    return EndpointsMapper.map(List.of(slice));
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
