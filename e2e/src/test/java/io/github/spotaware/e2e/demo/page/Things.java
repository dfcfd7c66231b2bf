package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.github.spotaware.kubernetes.ScheduleStore;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.ScheduleName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Objects as the API server would send them. A pod's UID is its name. */
final class Things {

  static final String NAMESPACE = "demo";
  static final String HASH = "7487b7c757";

  private Things() {}

  static Node node(String name) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  static Node cordoned(String name, String... taints) {
    NodeBuilder node = new NodeBuilder(node(name));
    node.editSpec().withUnschedulable(true).endSpec();
    for (String taint : taints) {
      node.editSpec().addNewTaint().withKey(taint).withEffect("NoSchedule").endTaint().endSpec();
    }
    return node.build();
  }

  static Deployment deployment(String name, int replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(name)
        .withUid("uid-" + name)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .endSpec()
        .build();
  }

  static Deployment labelled(String name, int replicas) {
    return new DeploymentBuilder(deployment(name, replicas))
        .editMetadata()
        .addToLabels("spot-aware", "enabled")
        .endMetadata()
        .build();
  }

  /** On no node yet. */
  static Pod pending(String deployment, String suffix, Instant created) {
    String replicaSet = deployment + "-" + HASH;
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(replicaSet + "-" + suffix)
        .withUid(replicaSet + "-" + suffix)
        .withCreationTimestamp(created.truncatedTo(ChronoUnit.SECONDS).toString())
        .addToLabels("pod-template-hash", HASH)
        .addNewOwnerReference()
        .withKind("ReplicaSet")
        .withName(replicaSet)
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .withPhase("Pending")
        .endStatus()
        .build();
  }

  static Pod starting(Pod pod, String node) {
    return new PodBuilder(pod).editSpec().withNodeName(node).endSpec().build();
  }

  static Pod serving(Pod pod, String node) {
    return new PodBuilder(starting(pod, node))
        .editStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  static Pod terminating(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-01-01T00:00:00Z")
        .endMetadata()
        .build();
  }

  static Namespace ending(Instant since) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(NAMESPACE)
        .withDeletionTimestamp(since.truncatedTo(ChronoUnit.SECONDS).toString())
        .endMetadata()
        .build();
  }

  static Schedule schedule(String deployment, Instant due, String trigger) {
    return Schedule.start(new DeploymentRef(NAMESPACE, deployment), "uid", due, trigger);
  }

  static ConfigMap stored(Schedule schedule, Instant created) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(ScheduleName.NAMESPACE)
        .withName(ScheduleName.of(schedule.deployment()))
        .withCreationTimestamp(created.truncatedTo(ChronoUnit.SECONDS).toString())
        .addToLabels(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
        .endMetadata()
        .withData(ScheduleData.write(schedule))
        .build();
  }

  static ConfigMap configuration(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(ScheduleName.NAMESPACE)
        .withName("spot-aware-scaler-config")
        .endMetadata()
        .withData(data)
        .build();
  }

  static Event held(Pod pod, String webhook, Instant time) {
    return new EventBuilder()
        .withNewMetadata()
        .withName("event")
        .endMetadata()
        .withReason("EvictionHeld")
        .withEventTime(new MicroTime(time.toString()))
        .withReportingInstance(webhook)
        .withNewRegarding()
        .withKind("Pod")
        .withUid(pod.getMetadata().getUid())
        .endRegarding()
        .build();
  }
}
