package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.DeploymentRef;
import java.util.List;

/**
 * Watches all that a held eviction of one Deployment waits for: its pods, its ReplicaSets, the
 * EndpointSlices and the PodDisruptionBudgets of its namespace. It tells that something changed,
 * and once when it has caught up, so that nothing is missed between a read and the start of the
 * watch.
 */
public final class WorkloadWatch implements AutoCloseable {
  private final List<? extends SharedIndexInformer<? extends HasMetadata>> informers;

  public WorkloadWatch(
      KubernetesClient client, DeploymentRef ref, LabelSelector selector, Runnable changed) {
    String namespace = ref.namespace();
    informers =
        List.of(
            woken(
                client
                    .pods()
                    .inNamespace(namespace)
                    .withLabelSelector(selector.toString())
                    .runnableInformer(0),
                changed),
            woken(
                client
                    .apps()
                    .replicaSets()
                    .inNamespace(namespace)
                    .withLabelSelector(selector.toString())
                    .runnableInformer(0),
                changed),
            woken(
                client.discovery().v1().endpointSlices().inNamespace(namespace).runnableInformer(0),
                changed),
            woken(
                client
                    .policy()
                    .v1()
                    .podDisruptionBudget()
                    .inNamespace(namespace)
                    .runnableInformer(0),
                changed));
    informers.forEach(informer -> {
      var started = informer.start();
      started.whenComplete((done, failure) -> changed.run());
    });
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> woken(
      SharedIndexInformer<T> informer, Runnable changed) {
    informer.addEventHandler(Handler.onAny(object -> changed.run()));
    return informer;
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
