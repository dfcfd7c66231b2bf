package io.github.spotaware.fuzz.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One change of a JSON text that knows its structure: a field or an element is dropped, doubled,
 * renamed, retyped, swapped or nested.
 */
final class JsonMutation {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Stands for JSON that Jackson would not write: duplicate fields, huge numbers, lone escapes. */
  private static final String HOLE = "@hole@";

  private static final List<String> FIELDS =
      List.of(
          "apiVersion",
          "kind",
          "request",
          "uid",
          "resource",
          "group",
          "subResource",
          "operation",
          "namespace",
          "name",
          "generateName",
          "object",
          "oldObject",
          "options",
          "deleteOptions",
          "preconditions",
          "dryRun",
          "gracePeriodSeconds",
          "metadata",
          "labels",
          "annotations",
          "managedFields",
          "fieldsV1",
          "f:spec",
          "f:replicas",
          "spec",
          "replicas",
          "selector",
          "matchLabels",
          "matchExpressions",
          "operator",
          "values",
          "taints",
          "unschedulable",
          "template",
          "containers",
          "ports",
          "hostPort",
          "volumes",
          "affinity",
          "nodeAffinity",
          "podAntiAffinity",
          "spot-aware",
          "spot-aware-scaler/hold-seconds",
          "spot-aware-scaler/max-hold",
          "spot-aware-scaler/scale-down-mode",
          "spot-aware-scaler/x",
          "ownerReferences",
          "deletionTimestamp",
          "",
          "\ud800",
          "a\nb",
          "__proto__");

  /** Where a value is: a field of an object, or an element of a list. */
  private record Place(JsonNode parent, String field, int index) {
    JsonNode value() {
      return parent instanceof ArrayNode list ? list.path(index) : parent.path(field);
    }

    void set(JsonNode value) {
      if (parent instanceof ArrayNode list) {
        list.set(index, value);
      } else if (parent instanceof ObjectNode object) {
        object.set(field, value);
      }
    }

    void remove() {
      if (parent instanceof ArrayNode list) {
        list.remove(index);
      } else if (parent instanceof ObjectNode object) {
        object.remove(field);
      }
    }
  }

  private JsonMutation() {}

  /** The text unchanged where it is no JSON object or list. */
  static String of(String text, Draw draw) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return text;
    }
    List<Place> places = new ArrayList<>();
    collect(root, places, 0);
    if (places.isEmpty()) {
      return text;
    }
    String hole = change(draw.from(places), places, draw);
    return root.toString().replace("\"" + HOLE + "\"", hole);
  }

  private static void collect(JsonNode node, List<Place> places, int depth) {
    if (depth > 40) {
      return;
    }
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(field -> {
            places.add(new Place(object, field.getKey(), 0));
            collect(field.getValue(), places, depth + 1);
          });
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        places.add(new Place(list, "", i));
        collect(list.get(i), places, depth + 1);
      }
    }
  }

  /** What to put in place of the hole, if there is one now. */
  private static String change(Place place, List<Place> places, Draw draw) {
    JsonNode value = place.value();
    switch (draw.below(12)) {
      case 0 -> place.remove();
      case 1 -> place.set(NODES.nullNode());
      case 2 -> place.set(retyped(draw));
      case 3 -> {
        if (place.parent() instanceof ObjectNode object) {
          object.remove(place.field());
          object.set(draw.from(FIELDS), value);
        } else if (place.parent() instanceof ArrayNode list) {
          list.add(value.deepCopy());
        }
      }
      case 4 -> {
        if (place.parent() instanceof ObjectNode object) {
          object.set(draw.from(FIELDS), draw.oneIn(2) ? value.deepCopy() : retyped(draw));
        }
      }
      case 5 -> place.set(draw.from(places).value().deepCopy());
      case 6 ->
          place.set(
              value.isTextual()
                  ? NODES.textNode(Scalars.changed(value.textValue(), draw))
                  : NODES.textNode(Scalars.text(draw)));
      case 7 -> {
        place.set(NODES.textNode(HOLE));
        return Scalars.number(draw);
      }
      case 8 -> {
        place.set(NODES.textNode(HOLE));
        return draw.from(List.of("\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"a\\u0085\""));
      }
      case 9 -> {
        place.set(NODES.textNode(HOLE));
        int depth = 1 << draw.below(12);
        boolean open = draw.oneIn(4);
        return draw.oneIn(2)
            ? "[".repeat(depth) + (open ? "" : "]".repeat(depth))
            : "{\"spec\":".repeat(depth) + "1" + (open ? "" : "}".repeat(depth));
      }
      case 10 -> {
        // The same field twice, with another value.
        place.set(NODES.textNode(HOLE));
        return value
            + ",\""
            + (place.field().isEmpty() ? "x" : place.field())
            + "\":"
            + retyped(draw);
      }
      default -> {
        ArrayNode many = NODES.arrayNode();
        for (int i = 1 << draw.below(5); i > 0; i--) {
          many.add(value.deepCopy());
        }
        place.set(many);
      }
    }
    return "";
  }

  private static JsonNode retyped(Draw draw) {
    return switch (draw.below(9)) {
      case 0 -> NODES.textNode(Scalars.text(draw));
      case 1 -> NODES.numberNode(draw.below(3) - 1);
      case 2 -> NODES.numberNode(draw.seed());
      case 3 -> NODES.booleanNode(draw.oneIn(2));
      case 4 -> NODES.objectNode();
      case 5 -> NODES.arrayNode();
      case 6 -> NODES.arrayNode().addNull().add(1).add("x").addObject();
      case 7 -> NODES.objectNode().put(draw.from(FIELDS), Scalars.text(draw));
      default -> NODES.numberNode(0.5);
    };
  }
}
