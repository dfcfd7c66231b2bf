package io.github.spotaware.webhook.eviction;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.kubernetes.Clients;
import io.github.spotaware.kubernetes.NamespaceWatch;
import io.github.spotaware.kubernetes.PodWatch;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.FieldManagers;

/**
 * What held evictions are woken by: the pods of their Deployment, and the rest of its namespace.
 */
public final class WorkloadWatches implements WakeUps {

  private final KubernetesClient client = Clients.createForShortWatches(FieldManagers.WEBHOOK);
  private final Listener listener;
  private final SharedUses<DeploymentRef> pods = new SharedUses<>();
  private final SharedUses<String> namespaces = new SharedUses<>();

  public WorkloadWatches(Listener listener) {
    this.listener = listener;
  }

  /** Watches until the use is closed, and a little longer. */
  @Override
  public Use use(DeploymentRef ref, LabelSelector selector) {
    Use podUse =
        pods.use(ref, key -> new PodWatch(client, key, selector, () -> listener.changed(key)));
    Use namespaceUse =
        namespaces.use(
            ref.namespace(),
            key -> new NamespaceWatch(client, key, concerns -> listener.changed(key, concerns)));
    return () -> {
      podUse.close();
      namespaceUse.close();
    };
  }

  @Override
  public void close() {
    pods.close();
    namespaces.close();
    client.close();
  }
}
