package io.github.spotaware.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One line of the API server's audit log: a request and its answer. Text that is missing there is
 * empty here, and a missing object is a missing node.
 *
 * @param stage {@code ResponseComplete}, or {@code ResponseStarted} of a watch, which has both
 * @param verb as in RBAC: {@code get}, {@code list}, {@code patch} ...
 * @param name of the object, also where the API server generated it, if the policy logs answers
 * @param code the HTTP status
 * @param received when the request came in, to the microsecond
 * @param finished when the answer went out, to the microsecond
 */
public record AuditEvent(
    String stage,
    String verb,
    String user,
    String userAgent,
    String uri,
    String resource,
    String subresource,
    String namespace,
    String name,
    int code,
    Instant received,
    Instant finished,
    JsonNode requestObject,
    JsonNode responseObject) {

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /** Reads a line's JSON. */
  static AuditEvent of(JsonNode line) {
    JsonNode object = line.path("objectRef");
    JsonNode response = line.path("responseObject");
    String name = object.path("name").asText();
    return new AuditEvent(
        line.path("stage").asText(),
        line.path("verb").asText(),
        line.path("user").path("username").asText(),
        line.path("userAgent").asText(),
        line.path("requestURI").asText(),
        object.path("resource").asText(),
        object.path("subresource").asText(),
        object.path("namespace").asText(),
        name.isEmpty() ? response.path("metadata").path("name").asText() : name,
        line.path("responseStatus").path("code").asInt(),
        Instant.parse(line.path("requestReceivedTimestamp").asText()),
        Instant.parse(line.path("stageTimestamp").asText()),
        line.path("requestObject"),
        response);
  }

  /** Whether it asked for a change, granted or not. */
  public boolean isWrite() {
    return WRITES.contains(verb);
  }

  /** Whether it was granted. */
  public boolean succeeded() {
    return code >= 200 && code < 300;
  }

  /** Whether it is about this resource, and its subresource where there is a slash. */
  public boolean isOf(String resourceAndSubresource) {
    String own = subresource.isEmpty() ? resource : resource + "/" + subresource;
    return own.equals(resourceAndSubresource);
  }

  /** From its arrival to its answer. */
  public Duration took() {
    return Duration.between(received, finished);
  }

  /** For people: who asked for what, and the status. */
  public String summary() {
    return "%s %s %s %s -> %d in %d ms"
        .formatted(received, userAgent, verb, uri, code, took().toMillis());
  }
}
