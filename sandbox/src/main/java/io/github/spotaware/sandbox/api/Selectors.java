package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.projection.SelectorProjection;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.selector.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The label and field selectors of lists and watches. */
public final class Selectors {
  private static final Set<String> ALWAYS = Set.of("metadata.name", "metadata.namespace");

  /** One condition of a field selector. */
  private record Field(String pointer, boolean equal, String value) {
    boolean matches(JsonNode object) {
      return object.at(pointer).asText().equals(value) == equal;
    }
  }

  private Selectors() {}

  /**
   * What both select together.
   *
   * @param labels a label selector's text; empty for all
   * @param fields a field selector's text; empty for all
   * @throws ApiError 400 where one is none
   */
  public static Predicate<JsonNode> of(Resource resource, String labels, String fields) {
    LabelSelector selector;
    try {
      selector = LabelSelector.parse(labels);
    } catch (IllegalArgumentException e) {
      throw ApiError.badRequest("unable to parse requirement: " + e.getMessage());
    }
    List<Field> conditions = fields(resource, fields);
    return object ->
        selector.matches(Json.strings(object.path("metadata").path("labels")))
            && conditions.stream().allMatch(condition -> condition.matches(object));
  }

  private static List<Field> fields(Resource resource, String text) {
    List<Field> conditions = new ArrayList<>();
    for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
      boolean equal = !part.contains("!=");
      String[] sides = part.split(equal ? "==?" : "!=", 2);
      if (sides.length != 2) {
        throw ApiError.badRequest("invalid selector: '" + part + "'; can't understand it");
      }
      if (!ALWAYS.contains(sides[0]) && !resource.fieldLabels().contains(sides[0])) {
        throw ApiError.badRequest(
            "field label not supported: " + sides[0] + "; supported: " + resource.fieldLabels());
      }
      conditions.add(new Field("/" + sides[0].replace('.', '/'), equal, sides[1]));
    }
    return conditions;
  }

  /** A selector object as text. */
  static String text(JsonNode selector) {
    return SelectorProjection.read(selector).toString();
  }
}
