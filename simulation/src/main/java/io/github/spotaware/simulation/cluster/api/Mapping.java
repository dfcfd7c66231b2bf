package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.EndpointSlice;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Progress;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.object.ScaledObject;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.workload.AutoscalerKind;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The objects as the core sees them: what the production mappers make of the API's objects. */
public final class Mapping {
  /** The label by which schedules are known. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static final String MANAGER = "spot-aware-scaler";

  private static final int SURGED = 2;

  private Mapping() {}

  public static PodState pod(Pod pod) {
    return new PodState(
        pod.meta().namespace(),
        pod.meta().name(),
        pod.meta().uid(),
        Long.toString(pod.meta().resourceVersion()),
        VirtualTime.EPOCH.plusNanos(pod.meta().created()),
        pod.meta().labels(),
        Optional.ofNullable(pod.node()),
        pod.phase().terminal(),
        pod.meta().terminating(),
        pod.ready() ? Optional.of(VirtualTime.EPOCH.plusNanos(pod.readySince())) : Optional.empty(),
        Optional.ofNullable(pod.meta().owner()),
        Optional.ofNullable(pod.deletionCost()));
  }

  public static DeploymentState deployment(Deployment deployment) {
    return new DeploymentState(
        deployment.meta().namespace(),
        deployment.meta().name(),
        deployment.meta().uid(),
        Long.toString(deployment.meta().resourceVersion()),
        deployment.meta().labels(),
        deployment.meta().annotations(),
        VirtualTime.EPOCH.plusNanos(deployment.meta().created()),
        deployment.meta().terminating(),
        deployment.meta().generation(),
        deployment.status().observedGeneration(),
        deployment.replicas(),
        deployment.replicasManagers(),
        deployment.selector(),
        deployment.template().labels(),
        Duration.ofSeconds(deployment.minReadySeconds()),
        deployment.strategy().recreate() ? 0 : deployment.strategy().unbounded(SURGED),
        deployment.strategy().recreate(),
        Optional.ofNullable(deployment.status().replicaFailure()),
        deployment.template().claims(),
        deployment.template().hostPort(),
        Duration.ofSeconds(deployment.progressDeadlineSeconds()),
        deployment.status().revision(),
        false,
        deployment.status().progress().reason() == Progress.Reason.PROGRESS_DEADLINE_EXCEEDED,
        Optional.of(deployment.status().replicas()));
  }

  /** When its count was written is not modelled: only schedules of the shell version ask for it. */
  public static ReplicaSetState replicaSet(ReplicaSet set) {
    return new ReplicaSetState(
        set.meta().name(),
        set.meta().uid(),
        set.meta().generation(),
        set.status().observedGeneration(),
        set.replicas(),
        Optional.empty(),
        set.status().replicas(),
        set.status().readyReplicas(),
        set.status().availableReplicas(),
        set.revision(),
        Optional.ofNullable(set.meta().owner()));
  }

  public static NodeState node(Node node) {
    Set<String> keys = new LinkedHashSet<>();
    for (Taint taint : node.taints()) {
      keys.add(taint.key());
    }
    return new NodeState(
        node.meta().name(),
        node.unschedulable(),
        node.ready(),
        node.meta().terminating(),
        keys,
        node.meta().labels());
  }

  /** A slice has the name of its Service. */
  public static ServiceEndpoints endpoints(EndpointSlice slice) {
    return new ServiceEndpoints(slice.meta().name(), Set.copyOf(slice.readyPods()));
  }

  public static DisruptionBudgetState budget(DisruptionBudget budget) {
    return new DisruptionBudgetState(
        budget.meta().namespace(),
        budget.meta().name(),
        budget.meta().uid(),
        Long.toString(budget.meta().resourceVersion()),
        budget.selector(),
        budget.status().disruptionsAllowed(),
        MANAGER.equals(budget.meta().labels().get(MANAGED_BY))
            ? Optional.ofNullable(budget.meta().owner())
            : Optional.empty());
  }

  public static AutoscalerState autoscaler(Autoscaler hpa) {
    return new AutoscalerState(
        hpa.meta().namespace(),
        hpa.meta().name(),
        hpa.meta().uid(),
        Long.toString(hpa.meta().resourceVersion()),
        Optional.ofNullable(hpa.minReplicas()),
        hpa.maxReplicas());
  }

  public static AutoscalerState scaledObject(ScaledObject scaledObject) {
    return new AutoscalerState(
        AutoscalerKind.SCALED_OBJECT,
        scaledObject.meta().namespace(),
        scaledObject.meta().name(),
        scaledObject.meta().uid(),
        Long.toString(scaledObject.meta().resourceVersion()),
        Optional.ofNullable(scaledObject.minReplicaCount()),
        scaledObject.maxReplicaCount());
  }

  /** Empty for what is not a schedule of ours, and for one that cannot be read. */
  public static Optional<StoredSchedule> schedule(ConfigMap configMap) {
    if (!MANAGER.equals(configMap.meta().labels().get(MANAGED_BY))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoredSchedule(
              configMap.meta().name(),
              configMap.meta().uid(),
              Long.toString(configMap.meta().resourceVersion()),
              VirtualTime.EPOCH.plusNanos(configMap.meta().created()),
              ScheduleData.read(configMap.data()),
              ScheduleData.others(configMap.data())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
