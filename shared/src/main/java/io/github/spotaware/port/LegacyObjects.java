package io.github.spotaware.port;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.LegacyObject;
import io.github.spotaware.schedule.StoredLegacySchedule;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What the shell version wrote into our namespace. */
public interface LegacyObjects {

  /** As a watch shows it. */
  Collection<LegacyObject> seen();

  /** Told, by the watch, of each that is new or has changed. Must not block. */
  void onLegacyChange(Consumer<LegacyObject> listener);

  /**
   * The schedule of this Deployment, read live. The stage ends in a {@link ReadFailed} where the
   * request fails.
   */
  CompletionStage<Optional<StoredLegacySchedule>> schedule(DeploymentRef deployment);
}
