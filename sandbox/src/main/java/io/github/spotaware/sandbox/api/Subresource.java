package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.List;

/** The part of an object that a request reads and writes. */
enum Subresource {
  /** All but the status, where that is a part of its own. */
  NONE {
    @Override
    ObjectNode merge(Resource resource, ObjectNode whole, ObjectNode written) {
      ObjectNode next = written.deepCopy();
      if (resource.subresources().contains("status")) {
        replace(next, "status", whole.path("status"));
      }
      return next;
    }
  },

  STATUS {
    @Override
    ObjectNode merge(Resource resource, ObjectNode whole, ObjectNode written) {
      ObjectNode next = whole.deepCopy();
      replace(next, "status", written.path("status"));
      return next;
    }
  },

  /** The count alone, as an object of another kind (registry/apps/deployment/storage). */
  SCALE {
    @Override
    ObjectNode show(ObjectNode whole) {
      ObjectNode scale = Json.object();
      scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
      ObjectNode metadata = scale.putObject("metadata");
      for (String field :
          List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
        metadata.set(field, whole.path("metadata").path(field));
      }
      ObjectNode spec = scale.putObject("spec");
      int replicas = whole.at("/spec/replicas").asInt();
      if (replicas != 0) {
        spec.put("replicas", replicas);
      }
      ObjectNode status = scale.putObject("status");
      status.put("replicas", whole.at("/status/replicas").asInt());
      status.put("selector", Selectors.text(whole.at("/spec/selector")));
      return scale;
    }

    @Override
    ObjectNode merge(Resource resource, ObjectNode whole, ObjectNode written) {
      ObjectNode next = whole.deepCopy();
      int replicas = written.at("/spec/replicas").asInt();
      if (replicas < 0) {
        throw ApiError.invalid(
            resource,
            whole.at("/metadata/name").asText(),
            "spec.replicas",
            "Invalid value: " + replicas + ": must be greater than or equal to 0");
      }
      Json.in(next, "spec").put("replicas", replicas);
      return next;
    }
  };

  /** What a request sees. */
  ObjectNode show(ObjectNode whole) {
    return whole;
  }

  /**
   * The whole object with what was written.
   *
   * @param whole as it is stored
   */
  abstract ObjectNode merge(Resource resource, ObjectNode whole, ObjectNode written);

  /**
   * The one of this name.
   *
   * @throws ApiError where the resource has no such one, or it is not written like an object
   */
  static Subresource of(Resource resource, String name) {
    if (name.isEmpty()) {
      return NONE;
    }
    if (!resource.subresources().contains(name)) {
      throw ApiError.of(404, "NotFound", "the server could not find the requested resource");
    }
    return switch (name) {
      case "status" -> STATUS;
      case "scale" -> SCALE;
      default ->
          throw ApiError.of(
              405,
              "MethodNotAllowed",
              "the server does not allow this method on the requested resource");
    };
  }

  private static void replace(ObjectNode object, String field, JsonNode value) {
    if (value.isMissingNode()) {
      object.remove(field);
    } else {
      object.set(field, value);
    }
  }
}
