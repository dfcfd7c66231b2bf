package io.github.spotaware.placement;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.NodeState;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What watches show of the cluster, which may be past: good enough for a preference.
 *
 * @param deployments the labelled ones of the pod's namespace, and what selects their pods
 */
public record KnownCluster(
    Map<DeploymentRef, LabelSelector> deployments,
    Collection<Schedule> schedules,
    Collection<NodeState> nodes) {

  /** Copies. */
  public KnownCluster {
    deployments = Map.copyOf(deployments);
    schedules = List.copyOf(schedules);
    nodes = List.copyOf(nodes);
  }
}
