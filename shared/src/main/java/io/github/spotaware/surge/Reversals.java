package io.github.spotaware.surge;

import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts, for each Deployment, the surges that someone set back to 1. It is this process' memory
 * only: a restart allows three more tries. Not thread-safe.
 */
public final class Reversals {
  /** A Deployment without a reversal for this long starts over. */
  static final Duration MEMORY = Duration.ofMinutes(10);

  private record Seen(Set<String> schedules, Instant last) {}

  private final Map<String, Seen> byDeployment = new HashMap<>();

  /** Takes note of a snapshot; the same surge counts once. */
  public int count(WorkloadSnapshot snapshot, Instant now) {
    byDeployment.values().removeIf(seen -> seen.last().plus(MEMORY).isBefore(now));
    snapshot
        .schedule()
        .filter(stored -> WhoseCountWins.isReversal(stored.content(), snapshot))
        .ifPresent(stored -> {
          Set<String> schedules = new HashSet<>();
          Seen before = byDeployment.get(stored.content().deploymentUid());
          if (before != null) {
            schedules.addAll(before.schedules());
          }
          schedules.add(stored.uid());
          byDeployment.put(stored.content().deploymentUid(), new Seen(schedules, now));
        });
    return snapshot
        .deployment()
        .map(deployment -> byDeployment.get(deployment.uid()))
        .map(seen -> seen.schedules().size())
        .orElse(0);
  }
}
