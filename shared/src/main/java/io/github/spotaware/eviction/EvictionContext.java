package io.github.spotaware.eviction;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.surge.StartSurge;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * All that the rules look at.
 *
 * @param configuration in force for this Deployment, its annotations applied
 * @param claim the ticket this call wrote before the snapshot was read
 * @param rivals the pods, by UID, with other evictions held in this process
 * @param letGo the pods, by UID, whose evictions this process has allowed of late: they may be
 *     deleted at any moment, so none is a replacement
 * @param firstHeld when this process first held an eviction of the pod: counts where the schedule
 *     could not be written
 * @param ticketUnchangedFor how long this process has seen the schedule's ticket unchanged
 * @param reversals how often someone has set a surge of this Deployment back to 1 of late
 * @param timeForHandoff enough of the call is left to see the pod terminate
 */
public record EvictionContext(
    EvictionRequest request,
    EvictionSnapshot snapshot,
    Configuration configuration,
    Optional<Claim> claim,
    Set<String> rivals,
    Set<String> letGo,
    Instant firstHeld,
    Duration ticketUnchangedFor,
    int reversals,
    boolean timeForHandoff,
    Instant now) {

  public EvictionContext {
    rivals = Set.copyOf(rivals);
    letGo = Set.copyOf(letGo);
  }

  /** What is asked for, in a word for people. */
  String removal() {
    return request.removal().text();
  }

  /** The pod; the rules after {@link PodGone} have one. */
  PodState pod() {
    return snapshot.pod().orElseThrow();
  }

  /** The workload; the rules after {@link NotProtected} have one. */
  WorkloadSnapshot workload() {
    return snapshot.workload().orElseThrow();
  }

  DeploymentState deployment() {
    return workload().deployment().orElseThrow();
  }

  /**
   * A surge of this very Deployment: by a schedule with its UID, or one that cannot be read, or at
   * 2 by our hand. The schedule is read first, and may be one from before, or none: what a
   * predecessor of the same name left behind is no surge of this one, and hides none.
   */
  boolean surging() {
    return workload()
            .schedule()
            .filter(stored -> stored.content().deploymentUid().equals(deployment().uid()))
            .isPresent()
        || workload().unreadable().isPresent()
        || StartSurge.raisedByUs(deployment());
  }
}
