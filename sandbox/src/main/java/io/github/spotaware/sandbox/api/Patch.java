package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.github.spotaware.sandbox.document.Json;
import java.util.function.UnaryOperator;

/** The bodies of requests: documents, and the patches that are no apply. */
public final class Patch {
  public static final String APPLY = "application/apply-patch+yaml";

  private static final String TYPES =
      "application/json-patch+json, application/merge-patch+json,"
          + " application/strategic-merge-patch+json, application/apply-patch+yaml";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Patch() {}

  /**
   * What the patch makes of a document.
   *
   * @throws ApiError 415 for another content type, 400 for a body that is none
   */
  static UnaryOperator<ObjectNode> of(String contentType, String body) {
    return switch (contentType) {
      case "application/json-patch+json" -> {
        JsonNode patch = parse(body);
        yield target -> json(target, patch);
      }
      case "application/merge-patch+json" -> {
        ObjectNode patch = object(body);
        yield target -> merge(target, patch);
      }
      case "application/strategic-merge-patch+json" -> {
        ObjectNode patch = object(body);
        yield target -> StrategicMerge.apply(target, patch);
      }
      default -> throw unsupported(contentType, TYPES);
    };
  }

  /** Also of a webhook's patch. */
  public static ObjectNode json(ObjectNode target, JsonNode patch) {
    try {
      return JsonPatch.apply(patch, target) instanceof ObjectNode object
          ? object
          : failed("the patch leaves no object");
    } catch (JsonPatchException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode failed(String why) {
    throw ApiError.of(
        422, "Invalid", "the server rejected our request due to an error in our request: " + why);
  }

  /** RFC 7386. */
  private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
    ObjectNode merged = target.deepCopy();
    patch
        .properties()
        .forEach(entry -> {
          JsonNode value = entry.getValue();
          if (value.isNull()) {
            merged.remove(entry.getKey());
          } else if (value instanceof ObjectNode object) {
            merged.set(entry.getKey(), merge(Json.in(merged, entry.getKey()), object));
          } else {
            merged.set(entry.getKey(), value.deepCopy());
          }
        });
    return merged;
  }

  /**
   * The object that a body is, in JSON or in YAML.
   *
   * @throws ApiError 400 where it is none
   */
  static ObjectNode object(String body) {
    return parse(body) instanceof ObjectNode object
        ? object
        : failedToParse("the body is not an object");
  }

  private static JsonNode parse(String body) {
    try {
      return body.stripLeading().startsWith("{") || body.stripLeading().startsWith("[")
          ? Json.MAPPER.readTree(body)
          : YAML.readTree(body);
    } catch (JsonProcessingException e) {
      return failedToParse(e.getOriginalMessage());
    }
  }

  private static ObjectNode failedToParse(String why) {
    throw ApiError.badRequest("the object provided is unrecognized: " + why);
  }

  /** 415. */
  static ApiError unsupported(String contentType, String accepted) {
    return ApiError.of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format (%s) - accepted media types include: %s"
            .formatted(contentType, accepted));
  }
}
