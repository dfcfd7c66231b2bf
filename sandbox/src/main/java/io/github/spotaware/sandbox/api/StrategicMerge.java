package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A strategic merge patch (apimachinery pkg/util/strategicpatch/patch.go): as a merge patch, but
 * the items of some lists are merged by a key. An apply merges the same way.
 */
public final class StrategicMerge {
  private static final String DIRECTIVE = "$patch";
  private static final String ORDER = "$setElementOrder";
  private static final String RETAIN = "$retainKeys";

  /** By the name of the field, in the kinds that there are here. */
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("ports", List.of("containerPort", "port")),
          Map.entry("conditions", List.of("type")),
          Map.entry("ownerReferences", List.of("uid")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("webhooks", List.of("name")),
          Map.entry("secrets", List.of("name")));

  /** Lists of texts that are sets. */
  private static final Set<String> SETS = Set.of("finalizers");

  private StrategicMerge() {}

  /** The target with the patch; neither is changed. */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    if (patch.path(DIRECTIVE).asText().equals("replace")) {
      ObjectNode replaced = patch.deepCopy();
      replaced.remove(DIRECTIVE);
      return replaced;
    }
    ObjectNode merged = target.deepCopy();
    patch.properties().forEach(entry -> merge(merged, entry.getKey(), entry.getValue()));
    if (patch.has(RETAIN)) {
      Set<String> kept = new HashSet<>();
      patch.path(RETAIN).forEach(key -> kept.add(key.asText()));
      merged.retain(kept);
    }
    return merged;
  }

  private static void merge(ObjectNode into, String field, JsonNode value) {
    if (field.startsWith(ORDER) || field.equals(RETAIN)) {
      return; // what an order is asked for was merged in some order
    }
    if (field.startsWith("$")) {
      throw ApiError.notImplemented("the directive " + field + " of a strategic merge patch");
    }
    if (value.isNull()) {
      into.remove(field);
    } else if (value instanceof ObjectNode object) {
      ObjectNode before = into.get(field) instanceof ObjectNode known ? known : Json.object();
      into.set(field, apply(before, object));
    } else if (value instanceof ArrayNode list && into.get(field) instanceof ArrayNode before) {
      into.set(field, list(field, before, list));
    } else {
      into.set(field, withoutNulls(value));
    }
  }

  private static JsonNode list(String field, ArrayNode before, ArrayNode patch) {
    if (SETS.contains(field)) {
      ArrayNode union = before.deepCopy();
      patch.forEach(item -> {
        if (!contains(union, item)) {
          union.add(item);
        }
      });
      return union;
    }
    List<String> keys = KEYS.getOrDefault(field, List.of());
    for (String key : keys) {
      if (allHave(before, key) && allHave(patch, key)) {
        return byKey(key, before, patch);
      }
    }
    return patch.deepCopy();
  }

  private static boolean allHave(ArrayNode list, String key) {
    for (JsonNode item : list) {
      if (!item.has(key)) {
        return false;
      }
    }
    return true;
  }

  private static ArrayNode byKey(String key, ArrayNode before, ArrayNode patch) {
    ArrayNode merged = before.deepCopy();
    for (JsonNode item : patch) {
      int index = indexOf(merged, key, item.path(key));
      if (item.path(DIRECTIVE).asText().equals("delete")) {
        if (index >= 0) {
          merged.remove(index);
        }
      } else if (index < 0) {
        merged.add(item.deepCopy());
      } else {
        merged.set(index, apply((ObjectNode) merged.get(index), (ObjectNode) item));
      }
    }
    return merged;
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean contains(ArrayNode list, JsonNode value) {
    for (JsonNode item : list) {
      if (item.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode withoutNulls(JsonNode value) {
    return value instanceof ObjectNode object ? apply(Json.object(), object) : value.deepCopy();
  }
}
