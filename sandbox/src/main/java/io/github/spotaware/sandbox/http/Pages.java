package io.github.spotaware.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.api.ApiError;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Long lists in pages, all of them from one moment. What is left of the last few is kept; the page
 * after one that was forgotten is a 410.
 */
final class Pages {
  private static final int KEPT = 64;

  /** One page of a list. */
  record Page(ObjectNode metadata, List<String> items) {}

  private record Rest(long resourceVersion, List<String> items) {}

  private final Map<String, Rest> rests =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rest> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param limit how many at most; 0 for all
   */
  Page first(Journal.Snapshot snapshot, Predicate<JsonNode> selected, int limit) {
    List<String> items =
        snapshot.objects().stream()
            .filter(shown -> selected.test(shown.json()))
            .map(shown -> shown.text())
            .toList();
    return page(new Rest(snapshot.resourceVersion(), items), limit);
  }

  /**
   * @param token from the page before
   */
  Page next(String token, int limit) {
    Rest rest;
    synchronized (rests) {
      rest = rests.get(token);
    }
    if (rest == null) {
      throw ApiError.of(410, "Expired", "The provided continue parameter is too old");
    }
    return page(rest, limit);
  }

  private Page page(Rest rest, int limit) {
    ObjectNode metadata =
        Json.object().put("resourceVersion", Long.toString(rest.resourceVersion()));
    if (limit <= 0 || rest.items().size() <= limit) {
      return new Page(metadata, rest.items());
    }
    String token = UUID.randomUUID().toString();
    Rest left = new Rest(rest.resourceVersion(), rest.items().subList(limit, rest.items().size()));
    synchronized (rests) {
      rests.put(token, left);
    }
    metadata.put("continue", token).put("remainingItemCount", left.items().size());
    return new Page(metadata, rest.items().subList(0, limit));
  }
}
