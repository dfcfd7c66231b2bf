package io.github.spotaware.reconcile;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** For how long this process has seen each backstop that is not in effect yet. */
final class BackstopMemory {
  private record Seen(String uid, long sinceNanos) {}

  private final Map<DeploymentRef, Seen> byDeployment = new HashMap<>();

  /**
   * For how long it had been seen when these reads began: what they show of other budgets is as of
   * then, and reads may take long. Times are monotonic, of this process.
   *
   * @param backstop as it was read, if there is one
   * @param asked when the reads began
   * @param answered when they had ended
   */
  synchronized Duration look(
      DeploymentRef ref, Optional<DisruptionBudgetState> backstop, long asked, long answered) {
    Optional<DisruptionBudgetState> waiting = backstop.filter(budget -> !budget.inEffect());
    if (waiting.isEmpty()) {
      byDeployment.remove(ref);
      return Duration.ZERO;
    }
    String uid = waiting.get().uid();
    Seen seen =
        byDeployment.compute(
            ref,
            (_, known) -> known != null && known.uid.equals(uid) ? known : new Seen(uid, answered));
    return Duration.ofNanos(Math.max(0, asked - seen.sinceNanos));
  }
}
