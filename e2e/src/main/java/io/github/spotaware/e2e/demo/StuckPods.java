package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.util.List;

/** Pods that do not get Ready by themselves: the demo says so in their kubelets' place. */
record StuckPods(KubernetesClient client, Workloads workloads) {

  private static final Duration BOUND = Duration.ofSeconds(30);

  /** Makes those that are not Ready so; waits until there is one, and it is on a node. */
  void getReady(String deployment) {
    Await.until(
        "a pod of " + deployment + " on a node, and not Ready",
        Deadline.after(BOUND),
        () -> !stuck(deployment).isEmpty());
    stuck(deployment).forEach(this::getReady);
  }

  private List<Pod> stuck(String deployment) {
    return workloads.pods(deployment).stream()
        .filter(pod -> pod.getSpec().getNodeName() != null && !Readiness.isPodReady(pod))
        .toList();
  }

  private void getReady(Pod pod) {
    client
        .resource(pod)
        .editStatus(p ->
            new PodBuilder(p)
                .editOrNewStatus()
                .withPhase("Running")
                .withPodIP(
                    "10.244.255." + (1 + Math.floorMod(pod.getMetadata().getUid().hashCode(), 254)))
                .removeMatchingFromConditions(
                    condition -> List.of("Ready", "ContainersReady").contains(condition.getType()))
                .addNewCondition()
                .withType("ContainersReady")
                .withStatus("True")
                .endCondition()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build());
  }
}
