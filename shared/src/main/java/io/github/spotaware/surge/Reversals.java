package io.github.spotaware.surge;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.workload.DeploymentState;
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
        .ifPresent(stored -> add(stored, now));
    return snapshot
        .deployment()
        .map(deployment -> byDeployment.get(deployment.uid()))
        .map(seen -> seen.schedules().size())
        .orElse(0);
  }

  /**
   * Takes note of a surge in Cancelling, and of its Deployment as it is since. It is how a reversal
   * is known that came while no eviction was held: the scaler ends such a surge within moments, and
   * may have surged it anew by then. A count of ours does not outlast a surge that ended otherwise.
   */
  public void cancelled(StoredSchedule stored, DeploymentState live, Instant now) {
    Schedule schedule = stored.content();
    if (schedule.phase() == Phase.CANCELLING
        && live.uid().equals(schedule.deploymentUid())
        && (live.replicas() == Schedule.ORIGINAL_REPLICAS
            || live.countIsOurs(schedule.adopted()))) {
      add(stored, now);
    }
  }

  private void add(StoredSchedule stored, Instant now) {
    Set<String> schedules = new HashSet<>(Set.of(stored.uid()));
    Seen before = byDeployment.get(stored.content().deploymentUid());
    if (before != null) {
      schedules.addAll(before.schedules());
    }
    byDeployment.put(stored.content().deploymentUid(), new Seen(schedules, now));
  }
}
