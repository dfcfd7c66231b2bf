package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.github.spotaware.kubernetes.ScheduleStore;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.Ticket;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A schedule.
 *
 * @param name of its ConfigMap
 * @param created when the surge began, in whole seconds
 */
record ScheduleFacts(String name, Instant created, Schedule content) {

  /** Empty for a ConfigMap that is none, or none that this version can read. */
  static Optional<ScheduleFacts> of(ConfigMap configMap) {
    Map<String, String> labels =
        Objects.requireNonNullElse(configMap.getMetadata().getLabels(), Map.of());
    if (!ScheduleStore.MANAGER.equals(labels.get(ScheduleStore.MANAGED_BY))) {
      return Optional.empty();
    }
    try {
      Schedule content =
          ScheduleData.read(Objects.requireNonNullElse(configMap.getData(), Map.of()));
      return Optional.of(
          new ScheduleFacts(
              configMap.getMetadata().getName(),
              Instant.parse(configMap.getMetadata().getCreationTimestamp()),
              content));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether this pod is about to be let through. */
  boolean letsGo(PodFacts pod) {
    return content.ticket().map(Ticket::podUid).filter(pod.uid()::equals).isPresent();
  }

  /** What its phase means, in plain words. */
  String meaning() {
    return switch (content.phase()) {
      case RAISING ->
          "on record, before anything else is done; then the second replica is asked for";
      case SURGED -> "two replicas are wanted, and it is known when to go back";
      case RELEASING -> "a replacement serves, so the evicted pod has its ticket";
      case LOWERING -> "due: one pod is to be removed, and no other is let go meanwhile";
      case CANCELLING -> "the surge is called off";
    };
  }
}
