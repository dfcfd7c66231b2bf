package io.github.spotaware.validation;

import io.github.spotaware.workload.RollingUpdateBounds;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What validation looks at of a Deployment; what is unset in it has the API server's default.
 *
 * @param labels its own, not those of its pods
 * @param terminating it has a deletionTimestamp
 * @param recreate strategy Recreate
 * @param rollingUpdate meaningless where that is so
 * @param minReady {@code spec.minReadySeconds}
 * @param progressDeadline {@code spec.progressDeadlineSeconds}
 * @param claims the PersistentVolumeClaims that its template names
 * @param hostPorts those of all containers
 * @param readinessProbed a pod becomes Ready by a readinessProbe of some container, or by a
 *     readinessGate
 */
public record ReviewedDeployment(
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    boolean terminating,
    int replicas,
    boolean recreate,
    RollingUpdateBounds rollingUpdate,
    Duration minReady,
    Duration progressDeadline,
    Set<String> claims,
    Set<Integer> hostPorts,
    boolean readinessProbed) {

  /** Copies. */
  public ReviewedDeployment {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    claims = Set.copyOf(claims);
    hostPorts = Set.copyOf(hostPorts);
  }
}
