package io.github.spotaware.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A granted eviction and the replacement that let it happen, from the audit log.
 *
 * @param pod the evicted one
 * @param replacement the pod that came to serve last, before the answer
 * @param asked when the eviction that was granted came in
 * @param serving when the replacement came to serve: Ready, and listed ready in an EndpointSlice if
 *     one lists it at all; the later of both
 * @param answered when the eviction's answer went out
 */
public record Release(
    String pod, String replacement, Instant asked, Instant serving, Instant answered) {

  /**
   * How long the answer took once it could be given: since the replacement serves, or since the
   * eviction was asked for, if that was later.
   */
  public Duration delay() {
    return Duration.between(serving.isAfter(asked) ? serving : asked, answered);
  }

  /**
   * The granted evictions in a namespace for which a replacement served, in order.
   *
   * @param podPrefix of the names of the pods of one workload
   */
  public static List<Release> all(AuditEvents events, String namespace, String podPrefix) {
    AuditEvents here = events.in(namespace).succeeded();
    return here.evictions().list().stream()
        .filter(eviction -> eviction.name().startsWith(podPrefix))
        .flatMap(eviction -> of(here, eviction, podPrefix).stream())
        .toList();
  }

  private static Optional<Release> of(AuditEvents here, AuditEvent eviction, String podPrefix) {
    return here.of("pods/status").list().stream()
        .filter(event -> event.name().startsWith(podPrefix))
        .filter(event -> !event.name().equals(eviction.name()))
        .filter(event -> makesReady(event.requestObject()))
        .filter(event -> !event.finished().isAfter(eviction.finished()))
        .max(Comparator.comparing(AuditEvent::finished))
        .map(ready -> {
          Instant listed = listedReady(here, ready).orElse(ready.finished());
          Instant serving = listed.isAfter(ready.finished()) ? listed : ready.finished();
          return new Release(
              eviction.name(), ready.name(), eviction.received(), serving, eviction.finished());
        });
  }

  private static boolean makesReady(JsonNode pod) {
    return stream(pod.path("status").path("conditions"))
        .anyMatch(condition ->
            condition.path("type").asText().equals("Ready")
                && condition.path("status").asText().equals("True"));
  }

  /** When an EndpointSlice first listed it as ready. */
  private static Optional<Instant> listedReady(AuditEvents here, AuditEvent ready) {
    return here.of("endpointslices").list().stream()
        .filter(event -> !event.finished().isBefore(ready.received()))
        .filter(event ->
            stream(event.requestObject().path("endpoints"))
                .anyMatch(endpoint ->
                    endpoint.path("targetRef").path("name").asText().equals(ready.name())
                        && endpoint.path("conditions").path("ready").asBoolean()))
        .map(AuditEvent::finished)
        .min(Comparator.naturalOrder());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
