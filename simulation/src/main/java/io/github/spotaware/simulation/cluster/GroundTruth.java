package io.github.spotaware.simulation.cluster;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.EndpointSlice;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.workload.NodeHealth;
import io.github.spotaware.workload.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is so, whoever has seen it yet. For checks; nobody in the model acts on it. */
public final class GroundTruth {
  private final ApiServer api;
  private final Store store;

  GroundTruth(ApiServer api) {
    this.api = api;
    store = api.store();
  }

  /** The pods that the chain of controller owners gives to the Deployment, terminating ones too. */
  public List<Pod> pods(DeploymentRef ref) {
    Deployment deployment = store.get(Kind.DEPLOYMENT, Key.of(ref));
    return deployment == null ? List.of() : podsOf(ref.namespace(), deployment.meta().uid());
  }

  /** The same by UID, which works after the Deployment is gone, while its ReplicaSets are there. */
  public List<Pod> podsOf(String namespace, String deploymentUid) {
    List<Pod> owned = new ArrayList<>();
    for (ReplicaSet set : store.list(Kind.REPLICA_SET)) {
      if (set.meta().ownedBy(deploymentUid)) {
        for (Pod pod : store.list(Kind.POD)) {
          if (pod.meta().namespace().equals(namespace) && pod.meta().ownedBy(set.meta().uid())) {
            owned.add(pod);
          }
        }
      }
    }
    return owned;
  }

  /**
   * The pods that serve: active, Ready for {@code minReadySeconds}, on a node that is not dead, and
   * listed ready by every Service that lists a sibling.
   */
  public List<Pod> serving(DeploymentRef ref, Set<String> disruptionTaints) {
    Deployment deployment = store.get(Kind.DEPLOYMENT, Key.of(ref));
    if (deployment == null) {
      return List.of();
    }
    List<Pod> owned = podsOf(ref.namespace(), deployment.meta().uid());
    List<Pod> serving = new ArrayList<>();
    for (Pod pod : owned) {
      if (pod.active()
          && pod.available(deployment.minReadySeconds(), api.time().nanos())
          && onLiveNode(pod, disruptionTaints)
          && listed(pod, owned)) {
        serving.add(pod);
      }
    }
    return serving;
  }

  /** Its node is there and is not dead by {@link NodeState#health}. */
  public boolean onLiveNode(Pod pod, Set<String> disruptionTaints) {
    return pod.node() != null
        && api.reads()
            .node(pod.node())
            .filter(node -> node.health(disruptionTaints) != NodeHealth.DEAD)
            .isPresent();
  }

  /** Every Service that lists one of these lists the pod as well. */
  public boolean listed(Pod pod, List<Pod> siblings) {
    for (EndpointSlice slice : store.list(Kind.ENDPOINT_SLICE)) {
      if (slice.meta().namespace().equals(pod.meta().namespace())
          && !slice.readyPods().contains(pod.meta().uid())) {
        for (Pod sibling : siblings) {
          if (slice.readyPods().contains(sibling.meta().uid())) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
