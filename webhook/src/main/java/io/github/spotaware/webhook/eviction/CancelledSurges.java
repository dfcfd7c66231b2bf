package io.github.spotaware.webhook.eviction;

import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers surges that someone set back to 1, also while no eviction is held here. The scaler
 * cancels such a surge and deletes its schedule within moments, so only the watch of schedules
 * shows it for sure.
 */
final class CancelledSurges {
  private static final Logger LOG = LoggerFactory.getLogger(CancelledSurges.class);

  private final ClusterPort cluster;
  private final HoldMemory memory;

  CancelledSurges(ClusterPort cluster, HoldMemory memory) {
    this.cluster = cluster;
    this.memory = memory;
  }

  /** Something about the Deployment has changed. Returns at once. */
  void changed(DeploymentRef ref) {
    cluster.watched().schedules().stream()
        .filter(stored -> stored.content().deployment().equals(ref))
        .filter(stored -> stored.content().phase() == Phase.CANCELLING)
        .forEach(stored -> remember(stored, ref));
  }

  private void remember(StoredSchedule stored, DeploymentRef ref) {
    var _ =
        cluster
            .reads()
            .deployment(ref)
            .whenComplete((found, failure) -> {
              if (failure != null) {
                LOG.atWarn()
                    .log(
                        "a cancelled surge of {} is not counted: {}",
                        ref,
                        ReadFailed.words(failure));
              } else {
                found.ifPresent(
                    live -> memory.cancelled(stored, live, cluster.timing().now().wall()));
              }
            });
  }
}
