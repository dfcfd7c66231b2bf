package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.observe.AuditEvent;
import java.net.HttpURLConnection;
import java.util.List;

/** Why the API server did not let a pod be evicted. */
enum EvictionRefusal {
  /** Held for as long as one call may be, then 429. */
  BY_A_WEBHOOK("the eviction of %s is answered 429 after %s s: %s tries again"),
  /** At once with 429, whether a webhook answers or not. */
  BY_A_BUDGET(
      "the eviction of %s is refused by its PodDisruptionBudget after %s s: %s tries again"),
  /** To a drain as good as a yes. */
  GONE("the eviction of %s comes too late, after %s s: the pod is gone"),
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
    return switch (eviction.code()) {
      case TOO_MANY_REQUESTS -> {
        String message = eviction.responseObject().path("message").asText();
        yield message.contains("disruption budget") ? BY_A_BUDGET : BY_A_WEBHOOK;
      }
      case HttpURLConnection.HTTP_NOT_FOUND -> GONE;
      default -> FAILURE;
    };
  }

  /** How many of these evictions were answered so. */
  long in(List<AuditEvent> evictions) {
    return evictions.stream().filter(event -> !event.succeeded() && of(event) == this).count();
  }
}
