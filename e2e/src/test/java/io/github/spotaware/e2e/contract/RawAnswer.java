package io.github.spotaware.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What an API server answered, as it came over the wire.
 *
 * @param status the HTTP status
 * @param body an object or a Status; a text node where it is no JSON
 */
record RawAnswer(int status, HttpHeaders headers, JsonNode body) {

  /** The Status' reason, e.g. {@code Conflict}; empty where there is none. */
  String reason() {
    return text("/reason");
  }

  /** The Status' message; empty where there is none. */
  String message() {
    return text("/message");
  }

  /** The text at a JSON pointer; empty where there is none. */
  String text(String pointer) {
    return body.at(pointer).asText();
  }

  /** The number at a JSON pointer; -1 where there is none. */
  int number(String pointer) {
    return body.at(pointer).asInt(-1);
  }

  String uid() {
    return text("/metadata/uid");
  }

  String resourceVersion() {
    return text("/metadata/resourceVersion");
  }

  /** -1 where there is none. */
  int generation() {
    return number("/metadata/generation");
  }

  boolean terminating() {
    return body.at("/metadata").has("deletionTimestamp");
  }

  /** Of a list. */
  List<JsonNode> items() {
    return StreamSupport.stream(body.path("items").spliterator(), false).toList();
  }

  /** The names of a list's items. */
  List<String> names() {
    return items().stream().map(item -> item.at("/metadata/name").asText()).toList();
  }

  /** The texts of the Warning headers, without code and agent. */
  List<String> warnings() {
    return headers.allValues("Warning").stream()
        .map(value -> value.replaceFirst("^299 \\S+ \"(.*)\"$", "$1"))
        .toList();
  }

  @Override
  public String toString() {
    return status + " " + body;
  }
}
