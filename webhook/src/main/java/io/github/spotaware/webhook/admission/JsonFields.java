package io.github.spotaware.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.spotaware.workload.RollingUpdateBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads fields of a JSON object by path and type. A field that is absent or null is nothing; one of
 * another type than expected is an error that names its path.
 */
final class JsonFields {
  /** A field has another type than the API says. */
  static final class WrongType extends Malformed {
    private static final long serialVersionUID = 1L;

    WrongType(String path, String expected) {
      super(Text.oneLine(path) + " is not " + expected); // a label's key is its sender's
    }
  }

  private final String path;
  private final JsonNode object;

  private JsonFields(String path, JsonNode object) {
    this.path = path;
    this.object = object;
  }

  static JsonFields of(String path, JsonNode object) throws WrongType {
    if (!object.isObject() && !isNothing(object)) {
      throw new WrongType(path, "an object");
    }
    return new JsonFields(path, object);
  }

  /** A nested object; one without fields when it is absent. */
  JsonFields object(String name) throws WrongType {
    return of(at(name), get(name));
  }

  boolean isAbsent() {
    return isNothing(object);
  }

  /** A text; empty when it is absent. */
  String text(String name) throws WrongType {
    JsonNode value = get(name);
    if (isNothing(value)) {
      return "";
    }
    if (!value.isTextual()) {
      throw new WrongType(at(name), "a string");
    }
    return value.textValue();
  }

  /** A flag; false when it is absent. */
  boolean flag(String name) throws WrongType {
    JsonNode value = get(name);
    if (isNothing(value)) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new WrongType(at(name), "a boolean");
    }
    return value.booleanValue();
  }

  /** Whether a list of texts holds one; not so when it is absent. */
  boolean listHolds(String name, String wanted) throws WrongType {
    JsonNode list = get(name);
    if (isNothing(list)) {
      return false;
    }
    if (!list.isArray()) {
      throw new WrongType(at(name), "a list");
    }
    boolean found = false;
    for (JsonNode entry : list) {
      found |= entry.isTextual() && entry.textValue().equals(wanted);
    }
    return found;
  }

  /** The texts in a list; none when it is absent. */
  List<String> list(String name) throws WrongType {
    JsonNode list = get(name);
    List<String> texts = new ArrayList<>();
    if (!isNothing(list) && !list.isArray()) {
      throw new WrongType(at(name), "a list");
    }
    for (JsonNode entry : list) {
      if (!entry.isTextual()) {
        throw new WrongType(at(name) + "[]", "a string");
      }
      texts.add(entry.textValue());
    }
    return texts;
  }

  /** Whether there is a list. */
  boolean hasList(String name) throws WrongType {
    JsonNode list = get(name);
    if (!isNothing(list) && !list.isArray()) {
      throw new WrongType(at(name), "a list");
    }
    return list.isArray();
  }

  /** The texts of one field of each object in a list; empty when the list is absent. */
  Set<String> eachText(String list, String field) throws WrongType {
    Set<String> texts = new TreeSet<>();
    for (JsonFields entry : objects(list)) {
      texts.add(entry.text(field));
    }
    return texts;
  }

  /** The objects in a list; none when it is absent. */
  List<JsonFields> objects(String list) throws WrongType {
    JsonNode entries = get(list);
    List<JsonFields> objects = new ArrayList<>();
    if (isNothing(entries)) {
      return objects;
    }
    if (!entries.isArray()) {
      throw new WrongType(at(list), "a list");
    }
    for (JsonNode entry : entries) {
      if (entry.isNull()) {
        throw new WrongType(at(list) + "[]", "an object");
      }
      objects.add(of(at(list) + "[]", entry));
    }
    return objects;
  }

  /** The object itself, as it was sent. */
  JsonNode json() {
    return object;
  }

  /** All fields of a nested object, which are texts; none when it is absent. */
  Map<String, String> texts(String name) throws WrongType {
    JsonFields nested = object(name);
    Map<String, String> texts = new TreeMap<>();
    if (!nested.isAbsent()) {
      for (Map.Entry<String, JsonNode> field : nested.object.properties()) {
        texts.put(field.getKey(), nested.text(field.getKey()));
      }
    }
    return texts;
  }

  /** A whole number of 32 bits. */
  int number(String name, int whenAbsent) throws WrongType {
    JsonNode value = get(name);
    if (isNothing(value)) {
      return whenAbsent;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new WrongType(at(name), "a whole number of 32 bits");
    }
    return value.intValue();
  }

  /** Whether there is a whole number, and it is 0. */
  boolean isZero(String name) throws WrongType {
    JsonNode value = get(name);
    if (!isNothing(value) && !value.isIntegralNumber()) {
      throw new WrongType(at(name), "a whole number");
    }
    return value.isIntegralNumber() && value.bigIntegerValue().signum() == 0;
  }

  /** An IntOrString that is a count or a percentage, as text. */
  String countOrPercentage(String name, String whenAbsent) throws WrongType {
    JsonNode value = get(name);
    if (isNothing(value)) {
      return whenAbsent;
    }
    String text = value.isIntegralNumber() || value.isTextual() ? value.asText() : "";
    if (!RollingUpdateBounds.isBound(text)) {
      throw new WrongType(at(name), "a count or a percentage");
    }
    return text;
  }

  private JsonNode get(String name) {
    JsonNode value = object.get(name);
    return value == null ? MissingNode.getInstance() : value;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
