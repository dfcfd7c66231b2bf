package io.github.spotaware.e2e.hold;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Workload;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What keeps a Deployment from running two pods side by side. */
public enum Obstacle {
  /** Its strategy. */
  RECREATE("its strategy is Recreate") {
    @Override
    public void deploy(Scenario scenario, Workload workload) {
      scenario.workloads().deploy(workload.recreated());
    }
  },
  /** Storage that one node alone can mount. */
  READ_WRITE_ONCE_CLAIM("only one node can mount PersistentVolumeClaim data") {
    @Override
    public void deploy(Scenario scenario, Workload workload) {
      bindVolume(scenario);
      scenario
          .workloads()
          .deploy(
              workload.edit(deployment ->
                  deployment
                      .editSpec()
                      .editTemplate()
                      .editSpec()
                      .addNewVolume()
                      .withName("data")
                      .withNewPersistentVolumeClaim()
                      .withClaimName("data")
                      .endPersistentVolumeClaim()
                      .endVolume()
                      .endSpec()
                      .endTemplate()
                      .endSpec()));
    }
  },
  /** A quota that has room for one pod. */
  QUOTA("exceeded quota") {
    @Override
    public void deploy(Scenario scenario, Workload workload) {
      scenario.workloads().deploy(workload);
      limitPods(scenario);
    }
  },
  /** A port of the node, where no other node takes pods. */
  HOST_PORT("it uses a hostPort, and its pods are on every node that stays") {
    @Override
    public void deploy(Scenario scenario, Workload workload) {
      scenario.workloads().deploy(withHostPort(workload));
      cordonAllBut(scenario, scenario.workloads().node(workload.name()));
    }
  };

  private final String why;

  Obstacle(String why) {
    this.why = why;
  }

  /** What the project says about it. */
  String why() {
    return why;
  }

  /** Deploys the workload with this obstacle in its way; returns when its pod serves. */
  public abstract void deploy(Scenario scenario, Workload workload);

  /** Its pod takes port 8080 of its node. */
  static Workload withHostPort(Workload workload) {
    return workload.edit(deployment ->
        deployment
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
            .endSpec());
  }

  /** Leaves these nodes only to new pods. */
  static void cordonAllBut(Scenario scenario, String... nodes) {
    scenario.client().nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getName())
        .filter(name -> !List.of(nodes).contains(name))
        .forEach(name -> scenario.workloads().setUnschedulable(name, true));
  }

  /** A volume that goes with the namespace, and a claim that is bound to it. */
  private static void bindVolume(Scenario scenario) {
    Quantity size = new Quantity("1Gi");
    Namespace owner = scenario.client().namespaces().withName(scenario.namespace()).get();
    scenario
        .client()
        .resource(
            new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(scenario.namespace() + "-data")
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Namespace")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .addToCapacity("storage", size)
                .addToAccessModes("ReadWriteOnce")
                .withPersistentVolumeReclaimPolicy("Retain")
                .withStorageClassName("")
                .withNewHostPath()
                .withPath("/data")
                .endHostPath()
                .withNewClaimRef()
                .withNamespace(scenario.namespace())
                .withName("data")
                .endClaimRef()
                .endSpec()
                .build())
        .create();
    scenario
        .client()
        .resource(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("data")
                .withNamespace(scenario.namespace())
                .endMetadata()
                .withNewSpec()
                .addToAccessModes("ReadWriteOnce")
                .withStorageClassName("")
                .withVolumeName(scenario.namespace() + "-data")
                .withNewResources()
                .addToRequests("storage", size)
                .endResources()
                .endSpec()
                .build())
        .create();
  }

  private static void limitPods(Scenario scenario) {
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("one-pod")
            .withNamespace(scenario.namespace())
            .endMetadata()
            .withNewSpec()
            .addToHard("pods", new Quantity("1"))
            .endSpec()
            .build();
    var _ = scenario.client().resource(quota).create();
    var _ =
        scenario
            .client()
            .resource(quota)
            .waitUntilCondition(Obstacle::isCounted, 30, TimeUnit.SECONDS);
  }

  private static boolean isCounted(ResourceQuota quota) {
    return quota != null
        && quota.getStatus() != null
        && Objects.equals(quota.getStatus().getUsed().get("pods"), new Quantity("1"));
  }
}
