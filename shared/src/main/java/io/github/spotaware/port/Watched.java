package io.github.spotaware.port;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a process' watches show, which may be long past. It chooses who is looked at; what is done
 * is decided on live reads.
 */
public interface Watched {

  /** A Deployment that carries the protected labels: enough to find the one a pod belongs to. */
  record Labelled(DeploymentRef ref, LabelSelector selector, int replicas) {}

  /**
   * Configuration and Deployments have been listed since this process last stood still, and their
   * watches are open: what is not here was not there a moment ago.
   */
  boolean current();

  /** The configuration in force has been read, and since this process last stood still. */
  boolean configured();

  Collection<Labelled> labelled();

  List<Labelled> labelledIn(String namespace);

  Optional<Labelled> labelled(DeploymentRef ref);

  /** The namespaces with a labelled Deployment. */
  Set<String> namespaces();

  Collection<StoredSchedule> schedules();

  /** Whether one of these Deployments has a surge. */
  default boolean isSurging(Collection<DeploymentRef> deployments) {
    return schedules().stream()
        .anyMatch(stored -> deployments.contains(stored.content().deployment()));
  }
}
