package io.github.spotaware.schedule;

import java.time.Instant;
import java.util.Map;

/**
 * A schedule as read: with what an update has to name.
 *
 * @param name the ConfigMap's
 * @param uid the ConfigMap's
 * @param resourceVersion every transition is an update with this one
 * @param createdAt when the surge began, by the API server's clock, in whole seconds
 * @param others data of keys that only a later version knows; each update keeps them
 */
public record StoredSchedule(
    String name,
    String uid,
    String resourceVersion,
    Instant createdAt,
    Schedule content,
    Map<String, String> others) {

  public StoredSchedule {
    others = Map.copyOf(others);
  }

  /** The same ConfigMap with other content. */
  public StoredSchedule with(Schedule other) {
    return new StoredSchedule(name, uid, resourceVersion, createdAt, other, others);
  }
}
