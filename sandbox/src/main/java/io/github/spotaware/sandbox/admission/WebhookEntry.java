package io.github.spotaware.sandbox.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.projection.SelectorProjection;
import io.github.spotaware.selector.LabelSelector;
import java.time.Duration;
import java.util.Map;

/**
 * One entry of a webhook configuration.
 *
 * @param ignores failurePolicy Ignore
 * @param takesDryRuns sideEffects None or NoneOnDryRun
 */
record WebhookEntry(
    String name,
    boolean mutating,
    JsonNode clientConfig,
    JsonNode rules,
    LabelSelector namespaces,
    LabelSelector objects,
    Conditions conditions,
    boolean ignores,
    boolean takesDryRuns,
    Duration timeout) {

  static WebhookEntry read(JsonNode entry, boolean mutating) {
    return new WebhookEntry(
        entry.path("name").asText(),
        mutating,
        entry.path("clientConfig"),
        entry.path("rules"),
        SelectorProjection.read(entry.path("namespaceSelector")),
        SelectorProjection.read(entry.path("objectSelector")),
        Conditions.compile(entry.path("matchConditions")),
        entry.path("failurePolicy").asText().equals("Ignore"),
        entry.path("sideEffects").asText().startsWith("None"),
        Duration.ofSeconds(entry.path("timeoutSeconds").asInt(10)));
  }

  /**
   * Whether rules and selectors name what is asked about (plugin/webhook/predicates).
   *
   * @param namespaceLabels of its namespace; of itself, where it is one; empty for other objects
   *     without a namespace, which every selector takes
   */
  boolean covers(Review review, Map<String, String> namespaceLabels, boolean inNamespace) {
    boolean named = false;
    for (JsonNode rule : rules) {
      named |= names(rule, review);
    }
    return named
        && (!inNamespace || namespaces.matches(namespaceLabels))
        && (selected(review.object()) || selected(review.oldObject()));
  }

  private boolean selected(JsonNode object) {
    return object.isObject() && objects.matches(Json.strings(object.at("/metadata/labels")));
  }

  private static boolean names(JsonNode rule, Review review) {
    String scope = rule.path("scope").asText("*");
    boolean namespaced = review.resource().namespaced();
    return has(rule.path("operations"), review.operation())
        && has(rule.path("apiGroups"), review.resource().group())
        && has(rule.path("apiVersions"), review.resource().version())
        && hasResource(rule.path("resources"), review)
        && (scope.equals("*") || scope.equals(namespaced ? "Namespaced" : "Cluster"));
  }

  private static boolean has(JsonNode list, String value) {
    for (JsonNode each : list) {
      if (each.asText().equals("*") || each.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasResource(JsonNode list, Review review) {
    for (JsonNode each : list) {
      String[] parts = each.asText().split("/", 2);
      String subresource = parts.length == 2 ? parts[1] : "";
      boolean all = each.asText().equals("*/*");
      if (all
          || ((parts[0].equals("*") || parts[0].equals(review.resource().plural()))
              && (subresource.equals("*") || subresource.equals(review.subresource())))) {
        return true;
      }
    }
    return false;
  }
}
