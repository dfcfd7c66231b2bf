package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The answer to a request that did not fail.
 *
 * @param warnings of webhooks, for the header
 */
public record Answer(int code, ObjectNode body, List<String> warnings) {
  static Answer ok(ObjectNode body) {
    return new Answer(200, body, List.of());
  }
}
