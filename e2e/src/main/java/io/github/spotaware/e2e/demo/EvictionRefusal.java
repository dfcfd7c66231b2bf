package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.observe.AuditEvent;
import java.util.List;

/** Why the API server did not let a pod be evicted. */
enum EvictionRefusal {
  /** Held for as long as one call may be, then 429. */
  BY_A_WEBHOOK("the eviction of %s is answered 429 after %s s: %s tries again"),
  /** At once with 429, whether a webhook answers or not. */
  BY_A_BUDGET(
      "the eviction of %s is refused by its PodDisruptionBudget after %s s: %s tries again"),
  /** Anything else ends a drain. */
  FAILURE("the eviction of %s FAILS after %s s: %s gives it up");

  private static final int TOO_MANY_REQUESTS = 429;

  private final String words;

  EvictionRefusal(String words) {
    this.words = words;
  }

  /** For the pod, the seconds it took, and who evicts. */
  String words() {
    return words;
  }

  /**
   * @param eviction that was not granted
   */
  static EvictionRefusal of(AuditEvent eviction) {
    if (eviction.code() != TOO_MANY_REQUESTS) {
      return FAILURE;
    }
    String message = eviction.responseObject().path("message").asText();
    return message.contains("disruption budget") ? BY_A_BUDGET : BY_A_WEBHOOK;
  }

  /** How many of these evictions were answered so. */
  long in(List<AuditEvent> evictions) {
    return evictions.stream().filter(event -> !event.succeeded() && of(event) == this).count();
  }
}
