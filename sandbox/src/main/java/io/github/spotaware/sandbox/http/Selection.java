package io.github.spotaware.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.sandbox.api.Request;
import io.github.spotaware.sandbox.api.Selectors;
import java.util.Map;
import java.util.function.Predicate;

/** What a list or a watch is about. */
final class Selection {
  private Selection() {}

  /** By its path and its selectors. */
  static Predicate<JsonNode> of(Request request) {
    Map<String, String> query = request.call().query();
    Predicate<JsonNode> all =
        Selectors.of(
            request.resource(),
            query.getOrDefault("labelSelector", ""),
            query.getOrDefault("fieldSelector", ""));
    String namespace = request.namespace();
    Predicate<JsonNode> here =
        namespace.isEmpty()
            ? _ -> true
            : object -> object.at("/metadata/namespace").asText().equals(namespace);
    String name = request.name();
    Predicate<JsonNode> it =
        name.isEmpty() ? _ -> true : object -> object.at("/metadata/name").asText().equals(name);
    return object -> here.test(object) && it.test(object) && all.test(object);
  }
}
