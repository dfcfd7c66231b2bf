package io.github.spotaware.e2e.validation;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** What the container of a Deployment has. */
final class Probe {
  private Probe() {}

  static DeploymentBuilder add(DeploymentBuilder deployment) {
    return deployment
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .withNewReadinessProbe()
        .withNewTcpSocket()
        .withNewPort(8080)
        .endTcpSocket()
        .endReadinessProbe()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec();
  }

  static DeploymentBuilder hostPort(DeploymentBuilder deployment) {
    return deployment
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .addNewPort()
        .withContainerPort(8080)
        .withHostPort(8080)
        .endPort()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec();
  }
}
