package io.github.spotaware.webhook.eviction;

import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.Reversals;
import io.github.spotaware.surge.TicketWatch;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this process remembers from one eviction call to the next. Bounded; lost with the process.
 */
final class HoldMemory {
  private static final int MOST = 10_000;

  private final Map<String, Instant> firstHeld =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST;
        }
      };
  private final TicketWatch tickets = new TicketWatch();
  private final Reversals reversals = new Reversals();

  /** When an eviction of this pod first came here. */
  synchronized Instant firstHeld(String podUid, Instant now) {
    return firstHeld.computeIfAbsent(podUid, uid -> now);
  }

  synchronized void forget(String podUid) {
    firstHeld.remove(podUid);
  }

  synchronized Duration ticketUnchangedFor(WorkloadSnapshot workload, long nanos) {
    return workload
        .schedule()
        .map(stored -> tickets.unchangedFor(stored, nanos))
        .orElse(Duration.ZERO);
  }

  /** A surge was cancelled, and this is its Deployment since. */
  synchronized void cancelled(StoredSchedule stored, DeploymentState live, Instant now) {
    reversals.cancelled(stored, live, now);
  }

  synchronized int reversals(WorkloadSnapshot workload, Instant now) {
    return reversals.count(workload, now);
  }
}
