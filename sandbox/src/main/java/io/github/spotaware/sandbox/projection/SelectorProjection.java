package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.selector.Operator;
import io.github.spotaware.selector.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A {@code metav1.LabelSelector} as a document. */
public final class SelectorProjection {
  private static final String EXPRESSIONS = "matchExpressions";

  private SelectorProjection() {}

  /**
   * An absent one selects nothing.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static LabelSelector read(JsonNode selector) {
    if (!selector.isObject()) {
      return LabelSelector.nothing();
    }
    List<Requirement> requirements = new ArrayList<>();
    for (JsonNode expression : selector.path(EXPRESSIONS)) {
      String name = expression.path("operator").asText();
      Operator operator =
          Arrays.stream(Operator.values())
              .filter(each -> each.apiName().equals(name))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException(name + " is not a selector operator"));
      List<String> values = new ArrayList<>();
      expression.path("values").forEach(value -> values.add(value.asText()));
      requirements.add(
          new Requirement(expression.path("key").asText(), operator, new TreeSet<>(values)));
    }
    return LabelSelector.of(Json.strings(selector.path("matchLabels")), requirements);
  }

  /** Of exactly these labels. */
  static ObjectNode of(Map<String, String> labels) {
    ObjectNode selector = Json.object();
    Json.put(selector, "matchLabels", labels);
    return selector;
  }

  /** The same, requirement by requirement. */
  static ObjectNode show(LabelSelector selector) {
    ObjectNode shown = Json.object();
    for (Requirement requirement : selector.requirements()) {
      if (requirement.operator() == Operator.IN && requirement.values().size() == 1) {
        shown
            .withObjectProperty("matchLabels")
            .put(requirement.key(), requirement.values().iterator().next());
      } else {
        ObjectNode expression = shown.withArray(EXPRESSIONS).addObject();
        expression.put("key", requirement.key()).put("operator", requirement.operator().apiName());
        if (!requirement.values().isEmpty()) {
          requirement.values().forEach(expression.putArray("values")::add);
        }
      }
    }
    return shown;
  }
}
