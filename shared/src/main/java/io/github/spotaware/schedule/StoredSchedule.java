package io.github.spotaware.schedule;

import java.time.Instant;

/**
 * A schedule as read: with what an update has to name.
 *
 * @param name the ConfigMap's
 * @param uid the ConfigMap's
 * @param resourceVersion every transition is an update with this one
 * @param createdAt when the surge began, by the API server's clock, in whole seconds
 */
public record StoredSchedule(
    String name, String uid, String resourceVersion, Instant createdAt, Schedule content) {

  /** The same ConfigMap with other content. */
  public StoredSchedule with(Schedule other) {
    return new StoredSchedule(name, uid, resourceVersion, createdAt, other);
  }
}
