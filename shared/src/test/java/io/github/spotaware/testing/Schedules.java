package io.github.spotaware.testing;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.UnreadableSchedule;
import java.time.Duration;
import java.util.Map;

/** Schedules of the Deployment web, due in five minutes. */
public final class Schedules {
  public static final String NAME = "scale-down-shop.web";

  /** Of a later version, with a phase that this one does not know. */
  public static final UnreadableSchedule UNREADABLE =
      new UnreadableSchedule(NAME, "uid-schedule", "phase: \"Waning\" is not allowed");

  private Schedules() {}

  public static Schedule in(Phase phase) {
    Schedule raising =
        Schedule.start(
            Workloads.REF,
            Workloads.DEPLOYMENT_UID,
            Workloads.NOW.plus(Duration.ofMinutes(5)),
            "eviction of web-a");
    return phase == Phase.RELEASING ? releasing("web-a") : raising.in(phase);
  }

  public static Schedule surged() {
    return in(Phase.SURGED);
  }

  /** In Surged, and due. */
  public static Schedule due() {
    return Schedule.start(
            Workloads.REF, Workloads.DEPLOYMENT_UID, Workloads.NOW, "eviction of web-a")
        .in(Phase.SURGED);
  }

  /** In Releasing, taken from Surged, with the first held eviction of the pod a second ago. */
  public static Schedule releasing(String pod) {
    return surged()
        .withHeld(Pods.uidOf(pod), Workloads.NOW.minusSeconds(1))
        .releasing(Pods.uidOf(pod));
  }

  public static StoredSchedule stored(Schedule content) {
    return stored(content, "1");
  }

  public static StoredSchedule stored(Schedule content, String resourceVersion) {
    return new StoredSchedule(
        NAME, "uid-schedule", resourceVersion, Workloads.LONG_AGO, content, Map.of());
  }
}
