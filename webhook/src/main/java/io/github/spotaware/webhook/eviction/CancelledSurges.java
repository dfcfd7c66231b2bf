package io.github.spotaware.webhook.eviction;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.kubernetes.ApiFailure;
import io.github.spotaware.process.Cluster;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers surges that someone set back to 1, also while no eviction is held here. The scaler
 * cancels such a surge and deletes its schedule within moments, so only the watch of schedules
 * shows it for sure.
 */
final class CancelledSurges {
  private static final Logger LOG = LoggerFactory.getLogger(CancelledSurges.class);

  private final Cluster cluster;
  private final HoldMemory memory;

  CancelledSurges(Cluster cluster, HoldMemory memory) {
    this.cluster = cluster;
    this.memory = memory;
  }

  /** Something about the Deployment has changed. Returns at once. */
  void changed(DeploymentRef ref) {
    cluster.schedules().all().stream()
        .filter(stored -> stored.content().deployment().equals(ref))
        .filter(stored -> stored.content().phase() == Phase.CANCELLING)
        .forEach(stored ->
            Thread.ofVirtual().name("cancelled " + ref).start(() -> remember(stored, ref)));
  }

  private void remember(StoredSchedule stored, DeploymentRef ref) {
    try {
      cluster
          .reader()
          .deployment(ref)
          .ifPresent(live -> memory.cancelled(stored, live, Instant.now()));
    } catch (KubernetesClientException e) {
      LOG.atWarn().log("a cancelled surge of {} is not counted: {}", ref, ApiFailure.message(e));
    }
  }
}
