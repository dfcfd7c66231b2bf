package io.github.spotaware.e2e.validation;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.github.spotaware.e2e.junit.Scenario;

/** Two claims, bound to nothing: what they ask for tells who can mount them. */
final class Claims {
  private static final String ONE_NODE = "data";
  private static final String MANY_NODES = "shared";

  private Claims() {}

  static void create(Scenario scenario) {
    create(scenario, ONE_NODE, "ReadWriteOnce");
    create(scenario, MANY_NODES, "ReadWriteMany");
  }

  static DeploymentBuilder mountData(DeploymentBuilder deployment) {
    return mount(deployment, ONE_NODE);
  }

  static DeploymentBuilder mountShared(DeploymentBuilder deployment) {
    return mount(deployment, MANY_NODES);
  }

  private static DeploymentBuilder mount(DeploymentBuilder deployment, String claim) {
    return deployment
        .editSpec()
        .editTemplate()
        .editSpec()
        .addNewVolume()
        .withName(claim)
        .withNewPersistentVolumeClaim()
        .withClaimName(claim)
        .endPersistentVolumeClaim()
        .endVolume()
        .endSpec()
        .endTemplate()
        .endSpec();
  }

  private static void create(Scenario scenario, String name, String accessMode) {
    scenario
        .client()
        .resource(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(scenario.namespace())
                .endMetadata()
                .withNewSpec()
                .addToAccessModes(accessMode)
                .withStorageClassName("")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build())
        .create();
  }
}
