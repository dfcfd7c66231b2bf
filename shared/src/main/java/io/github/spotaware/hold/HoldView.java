package io.github.spotaware.hold;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.eviction.EvictionSnapshot;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot as just read, and what this process remembers beside it.
 *
 * @param configuration in force for the Deployment, its annotations applied
 * @param rivals the pods, by UID, with other evictions held in this process
 * @param letGo the pods, by UID, whose evictions this process has allowed within {@link
 *     #A_REQUEST_LIVES}
 * @param firstHeld when this process first held an eviction of the pod
 * @param ticketUnchangedFor how long this process has seen the schedule's ticket unchanged
 * @param reversals how often someone has set a surge of the Deployment back to 1 of late
 */
public record HoldView(
    EvictionSnapshot snapshot,
    Configuration configuration,
    Set<String> rivals,
    Set<String> letGo,
    Instant firstHeld,
    Duration ticketUnchangedFor,
    int reversals) {

  /**
   * No request lives longer in the API server (34 s), so no pod is deleted later by an eviction
   * that was allowed before.
   */
  public static final Duration A_REQUEST_LIVES = Duration.ofSeconds(35);

  /** The same with another state of the workload. */
  HoldView with(WorkloadSnapshot workload) {
    return new HoldView(
        new EvictionSnapshot(snapshot.pod(), Optional.of(workload)),
        configuration,
        rivals,
        letGo,
        firstHeld,
        ticketUnchangedFor,
        reversals);
  }
}
