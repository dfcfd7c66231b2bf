package io.github.spotaware.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;

/**
 * What the API server answered to an eviction, as it came over the wire.
 *
 * @param status the HTTP status: 201 for an eviction that was let through
 * @param body a Status, as a rule
 * @param took from sending it to the whole answer
 */
public record EvictionAnswer(int status, HttpHeaders headers, JsonNode body, Duration took) {

  /** Whether the eviction was let through. */
  public boolean allowed() {
    return status >= 200 && status < 300;
  }

  /** The Status' message; empty where there is none. */
  public String message() {
    return body.path("message").asText();
  }

  /** The Status' reason, e.g. {@code TooManyRequests}; empty where there is none. */
  public String reason() {
    return body.path("reason").asText();
  }

  /** The texts of the Warning headers. */
  public List<String> warnings() {
    return headers.allValues("Warning");
  }
}
