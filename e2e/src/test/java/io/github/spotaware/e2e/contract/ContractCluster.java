package io.github.spotaware.e2e.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.KubeBinaries;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.nio.file.Path;

/**
 * A cluster that is to keep the contract: nodes node-1 to node-3, pods that are Ready about a
 * second after they were bound, and gone about a second after they were deleted.
 *
 * @param client with all rights; it lives as long as the cluster
 * @param raw bare HTTP for the same user
 * @param kubeconfig of that user
 * @param kubectl the real one
 */
record ContractCluster(KubernetesClient client, RawClient raw, Path kubeconfig, Path kubectl) {

  static ContractCluster of(PlaygroundHandle playground) {
    return new ContractCluster(
        playground.client(),
        RawClient.of(playground.kubeconfig()),
        playground.kubeconfig(),
        KubeBinaries.build(ProjectRoot.find()).bin().resolve("kubectl"));
  }
}
