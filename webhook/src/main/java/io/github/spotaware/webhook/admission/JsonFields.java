package io.github.spotaware.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads fields of a JSON object by path and type. A field that is absent or null is nothing; one of
 * another type than expected is an error that names its path.
 */
final class JsonFields {
  /** A field has another type than the API says. */
  static final class WrongType extends Exception {
    private static final long serialVersionUID = 1L;

    WrongType(String path, String expected) {
      super(path + " is not " + expected);
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

  /** The texts of one field of each object in a list; empty when the list is absent. */
  Set<String> eachText(String list, String field) throws WrongType {
    JsonNode entries = get(list);
    Set<String> texts = new TreeSet<>();
    if (isNothing(entries)) {
      return texts;
    }
    if (!entries.isArray()) {
      throw new WrongType(at(list), "a list");
    }
    for (JsonNode entry : entries) {
      texts.add(of(at(list) + "[]", entry).text(field));
    }
    return texts;
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
