package io.github.spotaware.workload;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.UnreadableSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One Deployment and all that a decision about it reads, from live reads (GET and LIST without
 * resourceVersion). The reads are not one transaction, and their order is part of the protocol: the
 * schedule before the pods, so that a ticket's pod that is not among them is gone, not yet to come;
 * then the pods, then ReplicaSets, then the Deployment, so that a scale-down under way shows as
 * unsettled.
 *
 * @param deployment empty when it does not exist
 * @param replicaSets those in the namespace that the Deployment's selector matches
 * @param pods those in the namespace that the Deployment's selector matches, terminating ones
 *     included
 * @param nodes the nodes of these pods; one that is missing here does not exist
 * @param autoscaler the HPA whose target is the Deployment, or the ScaledObject that this one is
 *     made from; read only where a surge starts or ends
 * @param exclusiveClaims the claims of the Deployment's template that only one node or pod can use
 * @param hostPortHasRoom some node that stays has no pod of the Deployment; true where no hostPort
 *     is used
 * @param schedule the Deployment's schedule
 * @param unreadable the Deployment's schedule, where this version cannot read it
 * @param freeScheduleName the name to create it under where there is none
 */
public record WorkloadSnapshot(
    DeploymentRef ref,
    boolean namespaceTerminating,
    Optional<DeploymentState> deployment,
    List<ReplicaSetState> replicaSets,
    List<PodState> pods,
    Map<String, NodeState> nodes,
    List<ServiceEndpoints> endpoints,
    List<DisruptionBudgetState> budgets,
    Optional<AutoscalerState> autoscaler,
    Set<String> exclusiveClaims,
    boolean hostPortHasRoom,
    Optional<StoredSchedule> schedule,
    Optional<UnreadableSchedule> unreadable,
    String freeScheduleName) {

  public WorkloadSnapshot {
    replicaSets = List.copyOf(replicaSets);
    pods = List.copyOf(pods);
    nodes = Map.copyOf(nodes);
    endpoints = List.copyOf(endpoints);
    budgets = List.copyOf(budgets);
    exclusiveClaims = Set.copyOf(exclusiveClaims);
  }

  /** The same with a node as it is now; empty for one that does not exist any more. */
  public WorkloadSnapshot withNode(String name, Optional<NodeState> node) {
    Map<String, NodeState> others = new HashMap<>(nodes);
    others.remove(name);
    node.ifPresent(state -> others.put(name, state));
    return new WorkloadSnapshot(
        ref,
        namespaceTerminating,
        deployment,
        replicaSets,
        pods,
        others,
        endpoints,
        budgets,
        autoscaler,
        exclusiveClaims,
        hostPortHasRoom,
        schedule,
        unreadable,
        freeScheduleName);
  }

  /** There is one, whether or not it can be read: none must be made. */
  public boolean hasSchedule() {
    return schedule.isPresent() || unreadable.isPresent();
  }

  /** The pods that the controller-owner chain gives to the Deployment. */
  public List<PodState> ownedPods() {
    return pods.stream().filter(pod -> Ownership.of(pod, this) == Ownership.OWNED).toList();
  }

  /** The ReplicaSets of the Deployment. */
  public List<ReplicaSetState> ownedReplicaSets() {
    return replicaSets.stream()
        .filter(set ->
            deployment
                .filter(
                    owner -> set.controller().filter(c -> c.uid().equals(owner.uid())).isPresent())
                .isPresent())
        .toList();
  }

  public Optional<PodState> podByUid(String uid) {
    return pods.stream().filter(pod -> pod.uid().equals(uid)).findFirst();
  }

  /** The health of the node a pod sits on. A pod without a node is on one that stays: none. */
  public NodeHealth healthOfNodeOf(PodState pod, Set<String> disruptionTaints) {
    return pod.nodeName()
        .map(name -> {
          NodeState node = nodes.get(name);
          return node == null ? NodeHealth.DEAD : node.health(disruptionTaints);
        })
        .orElse(NodeHealth.STAYING);
  }

  /**
   * Ready for at least the Deployment's {@code minReadySeconds}, by {@code now} and by what its
   * ReplicaSet counts: a clock that is ahead of the kubelet's takes a pod for available too early.
   */
  public boolean available(PodState pod, Instant now) {
    return readyLongEnough(pod, now)
        && (minReady().isZero() || replicaSets.stream().anyMatch(set -> countsAll(set, pod, now)));
  }

  /** Ready for at least {@code minReadySeconds}, by {@code now} alone. */
  boolean readyLongEnough(PodState pod, Instant now) {
    return deployment.isPresent()
        && pod.readySince().filter(since -> !since.plus(minReady()).isAfter(now)).isPresent();
  }

  private Duration minReady() {
    return deployment.map(DeploymentState::minReady).orElse(Duration.ZERO);
  }

  /** It owns the pod and counts no fewer available than there are by our own clock. */
  private boolean countsAll(ReplicaSetState set, PodState pod, Instant now) {
    return set.owns(pod)
        && set.countedAvailable()
            >= pods.stream()
                .filter(other -> set.owns(other) && other.active() && readyLongEnough(other, now))
                .count();
  }
}
