package io.github.spotaware.e2e.demo.page;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.github.spotaware.report.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the webhooks' Events say of the eviction of a pod that is held.
 *
 * @param since when the first of them was, to the microsecond
 * @param webhooks who told
 */
record HeldFacts(Instant since, List<String> webhooks) {

  HeldFacts {
    webhooks = List.copyOf(webhooks);
  }

  /** The UID of the pod that it is about, if it says that an eviction is held. */
  static Optional<String> podUid(Event event) {
    return Optional.ofNullable(event.getRegarding())
        .filter(regarding -> Reason.EVICTION_HELD.text().equals(event.getReason()))
        .filter(regarding -> "Pod".equals(regarding.getKind()) && event.getEventTime() != null)
        .map(regarding -> Objects.requireNonNullElse(regarding.getUid(), ""));
  }

  static HeldFacts of(Event event) {
    return new HeldFacts(
        Instant.parse(event.getEventTime().getTime()),
        List.of(Objects.requireNonNullElse(event.getReportingInstance(), "a webhook")));
  }

  HeldFacts and(HeldFacts other) {
    return new HeldFacts(
        since.isBefore(other.since) ? since : other.since,
        Stream.concat(webhooks.stream(), other.webhooks.stream()).distinct().sorted().toList());
  }

  /**
   * The schedule, which counts, knows whole seconds.
   *
   * @param recorded in the schedule
   */
  Instant moreExactThan(Instant recorded) {
    return since.getEpochSecond() == recorded.getEpochSecond() ? since : recorded;
  }
}
