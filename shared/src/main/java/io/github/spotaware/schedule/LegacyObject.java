package io.github.spotaware.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ConfigMap of the shell version in our namespace: one without our label, told by its name. */
public sealed interface LegacyObject {

  /** What the shell version left beside schedules: its markers and its locks. */
  List<String> LEFTOVERS =
      List.of("cordon-processed-", "taint-processed-", "node-processed-", "scaling-lock-");

  String name();

  String uid();

  /** A surge to be finished, perhaps. */
  record Surge(StoredLegacySchedule schedule) implements LegacyObject {
    @Override
    public String name() {
      return schedule.name();
    }

    @Override
    public String uid() {
      return schedule.uid();
    }
  }

  /**
   * Named like a schedule, and none that the shell version writes.
   *
   * @param why names the key, the value and what is allowed
   */
  record Unreadable(String name, String uid, String why) implements LegacyObject {}

  /** A marker or a lock: it means nothing to us. */
  record Leftover(String name, String uid) implements LegacyObject {}

  /**
   * What a ConfigMap without our label is; empty for one that has nothing to do with the shell
   * version.
   *
   * @param written when its due time was last written
   */
  static Optional<LegacyObject> of(
      String name, String uid, String resourceVersion, Instant written, Map<String, String> data) {
    if (LEFTOVERS.stream().anyMatch(name::startsWith)) {
      return Optional.of(new Leftover(name, uid));
    }
    if (!name.startsWith(ScheduleName.PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Surge(
              new StoredLegacySchedule(
                  name, uid, resourceVersion, written, LegacySchedule.read(name, data))));
    } catch (IllegalArgumentException e) {
      return Optional.of(new Unreadable(name, uid, String.valueOf(e.getMessage())));
    }
  }
}
