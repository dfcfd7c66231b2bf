package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.github.spotaware.sandbox.document.Json;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The bodies of requests: documents, and the patches that are no apply. */
public final class Patch {
  public static final String APPLY = "application/apply-patch+yaml";

  private static final String TYPES =
      "application/json-patch+json, application/merge-patch+json,"
          + " application/strategic-merge-patch+json, application/apply-patch+yaml";
  private static final Set<String> NEEDS_TARGET = Set.of("remove", "replace", "test");
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

  /**
   * RFC 6902; also of a webhook. To add below what is not there is an error, which the library
   * takes for a wish.
   *
   * @throws ApiError 422 where an operation does not apply, 400 for what is no list of them
   */
  public static ObjectNode json(ObjectNode target, JsonNode patch) {
    if (!patch.isArray()) {
      throw ApiError.badRequest("a JSON patch is a list of operations");
    }
    JsonNode patched = target;
    for (JsonNode operation : patch) {
      String path = operation.path("path").asText();
      int slash = path.lastIndexOf('/');
      boolean below = slash <= 0 || patched.at(path.substring(0, slash)).isContainerNode();
      boolean there = !patched.at(path).isMissingNode();
      if (!below || (NEEDS_TARGET.contains(operation.path("op").asText()) && !there)) {
        throw doesNotApply();
      }
      try {
        patched = JsonPatch.apply(Json.array().add(operation), patched);
      } catch (JsonPatchException _) {
        throw doesNotApply();
      }
    }
    if (patched instanceof ObjectNode object) {
      return object;
    }
    throw doesNotApply();
  }

  private static ApiError doesNotApply() {
    return ApiError.of(
        422, "Invalid", "the server rejected our request due to an error in our request");
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
