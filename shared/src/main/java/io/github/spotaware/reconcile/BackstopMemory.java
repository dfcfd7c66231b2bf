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
   * @param backstop as it was read now, if there is one
   * @param nanos monotonic, of this process
   */
  synchronized Duration look(
      DeploymentRef ref, Optional<DisruptionBudgetState> backstop, long nanos) {
    Optional<DisruptionBudgetState> waiting = backstop.filter(budget -> !budget.inEffect());
    if (waiting.isEmpty()) {
      byDeployment.remove(ref);
      return Duration.ZERO;
    }
    String uid = waiting.get().uid();
    Seen seen =
        byDeployment.compute(
            ref,
            (_, known) -> known != null && known.uid.equals(uid) ? known : new Seen(uid, nanos));
    return Duration.ofNanos(nanos - seen.sinceNanos);
  }
}
