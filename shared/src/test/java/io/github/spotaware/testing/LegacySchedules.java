package io.github.spotaware.testing;

import io.github.spotaware.schedule.LegacySchedule;
import io.github.spotaware.schedule.StoredLegacySchedule;
import java.time.Instant;
import java.util.Optional;

/** Schedules that the shell version wrote for the Deployment web. */
public final class LegacySchedules {
  public static final String NAME = "scale-down-web";

  /** When the shell version raised the count and wrote its schedule: a minute ago. */
  public static final Instant WRITTEN = Workloads.NOW.minusSeconds(60);

  private LegacySchedules() {}

  /** Due at this time. */
  public static StoredLegacySchedule due(Instant time) {
    return due(time, "1");
  }

  public static StoredLegacySchedule due(Instant time, String resourceVersion) {
    return new StoredLegacySchedule(
        NAME, "uid-legacy", resourceVersion, WRITTEN, new LegacySchedule(Workloads.REF, time));
  }

  /** The Deployment as the shell version's {@code kubectl patch} leaves it. */
  public static Deployments raisedWeb() {
    return Deployments.web().replicas(2, "kubectl-patch");
  }

  /** Its ReplicaSet, raised at this time. */
  public static ReplicaSets raisedAt(Optional<Instant> time) {
    return ReplicaSets.replicaSet("web-1", 2).written(time);
  }
}
