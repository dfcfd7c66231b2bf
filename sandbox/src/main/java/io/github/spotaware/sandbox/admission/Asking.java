package io.github.spotaware.sandbox.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.document.Json;

/**
 * Who asks for what is reviewed, and how.
 *
 * @param fieldManager as the client gave it; empty where it gave none
 */
public record Asking(User user, boolean dryRun, String fieldManager) {

  /** One of the model's own controllers. */
  public static Asking by(User controller) {
    return new Asking(controller, false, "");
  }

  /** The field {@code options} of a review. */
  ObjectNode options(String kind) {
    ObjectNode options = Json.object().put("kind", kind).put("apiVersion", "meta.k8s.io/v1");
    if (dryRun) {
      options.putArray("dryRun").add("All");
    }
    Json.put(options, "fieldManager", fieldManager);
    return options;
  }
}
