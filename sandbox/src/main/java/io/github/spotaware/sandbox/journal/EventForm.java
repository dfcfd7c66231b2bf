package io.github.spotaware.sandbox.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.Map;

/**
 * An Event has two forms, that of the core group and that of {@code events.k8s.io}
 * (pkg/apis/core/v1 and events/v1, conversion): other names for the same fields.
 */
public final class EventForm {
  private static final Map<String, String> CORE_TO_EVENTS =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "reportingComponent", "reportingController",
          "source", "deprecatedSource",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "count", "deprecatedCount");

  private EventForm() {}

  /** In the form that this resource shows, whichever it has; what is no Event as it is. */
  static ObjectNode of(Resource resource, ObjectNode document) {
    if (!resource.plural().equals("events")) {
      return document;
    }
    boolean core = resource.group().isEmpty();
    CORE_TO_EVENTS.forEach((inCore, inEvents) -> {
      JsonNode value = document.remove(core ? inEvents : inCore);
      if (value != null) {
        document.set(core ? inCore : inEvents, value);
      }
    });
    return document;
  }
}
