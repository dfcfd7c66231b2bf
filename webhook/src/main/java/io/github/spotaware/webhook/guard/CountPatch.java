package io.github.spotaware.webhook.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.webhook.admission.CountCall;

/** The JSON Patch that keeps the count at 2, and with whom it was. */
final class CountPatch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CountPatch() {}

  static String of(CountCall call) {
    ArrayNode patch = JSON.createArrayNode();
    // "add" replaces what is there (RFC 6902, 4.1), and does where nothing is.
    patch
        .addObject()
        .put("op", "add")
        .put("path", "/spec/replicas")
        .put("value", Schedule.SURGED_REPLICAS);
    if (!call.managedFields().isEmpty()) {
      try {
        patch
            .addObject()
            .put("op", "add")
            .put("path", "/metadata/managedFields")
            .set("value", JSON.readTree(call.managedFields()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("managedFields that were just written are no JSON", e);
      }
    }
    return patch.toString();
  }
}
