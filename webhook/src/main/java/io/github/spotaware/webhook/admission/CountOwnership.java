package io.github.spotaware.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who owns {@code f:replicas}. The API server records the writer of a request before it asks
 * webhooks, and takes managedFields that a webhook changes, as long as they are valid (apiserver,
 * handlers/update.go and endpoints/handlers/fieldmanager/admission.go). So where the webhook puts
 * the count back, it puts the ownership back in the same answer: the 2 is not taken for the
 * writer's, and a write of nothing else is none at all.
 */
final class CountOwnership {
  private static final String SPEC = "f:spec";
  private static final String REPLICAS = "f:replicas";
  private static final String FIELDS = "fieldsV1";
  private static final String TIME = "time";
  private static final ObjectMapper JSON = new ObjectMapper();

  private CountOwnership() {}

  /** The entries of an object's metadata, as far as they are looked into. */
  static List<JsonFields> entries(JsonFields metadata) throws JsonFields.WrongType {
    List<JsonFields> entries = metadata.objects("managedFields");
    for (JsonFields entry : entries) {
      var _ = entry.object(FIELDS).object(SPEC);
    }
    return entries;
  }

  /** The managers that own the count. */
  static Set<String> owners(List<JsonFields> entries) {
    return entries.stream()
        .map(JsonFields::json)
        .filter(CountOwnership::owns)
        .map(entry -> entry.path("manager").asText())
        .collect(Collectors.toSet());
  }

  /**
   * The entries of the new object, with {@code f:replicas} where it was in the old one; those of
   * the old one, unchanged, where no other field has changed hands. As JSON; empty for none.
   */
  static String kept(List<JsonFields> before, List<JsonFields> after) {
    Map<String, JsonNode> old = byManager(before);
    Map<String, JsonNode> changed = byManager(after);
    Map<String, JsonNode> kept = new LinkedHashMap<>();
    changed.forEach((manager, entry) -> {
      JsonNode was = old.get(manager);
      JsonNode next = was != null && owns(was) ? withCount(entry) : withoutCount(entry);
      if (next.equals(entry) || !next.path(FIELDS).isEmpty()) {
        kept.put(manager, next);
      }
    });
    old.forEach((manager, entry) -> {
      if (owns(entry) && !changed.containsKey(manager)) {
        kept.put(manager, onlyCount(entry));
      }
    });
    if (kept.isEmpty()) {
      return "";
    }
    ArrayNode entries = JSON.createArrayNode();
    (timeless(kept).equals(timeless(old)) ? old : kept).values().forEach(entries::add);
    return entries.toString();
  }

  /**
   * By what makes an entry one of its own (managedfields/internal/managedfields.go,
   * BuildManagerIdentifier): not its time, nor the version of an applied one.
   */
  private static Map<String, JsonNode> byManager(List<JsonFields> entries) {
    Map<String, JsonNode> byManager = new LinkedHashMap<>();
    for (JsonFields fields : entries) {
      JsonNode entry = fields.json();
      String operation = entry.path("operation").asText();
      byManager.put(
          String.join(
              "\n",
              entry.path("manager").asText(),
              operation,
              operation.equals("Apply") ? "" : entry.path("apiVersion").asText(),
              entry.path("subresource").asText()),
          entry);
    }
    return byManager;
  }

  private static boolean owns(JsonNode entry) {
    return entry.path(FIELDS).path(SPEC).has(REPLICAS);
  }

  private static JsonNode withCount(JsonNode entry) {
    ObjectNode copy = entry.deepCopy();
    copy.withObjectProperty(FIELDS).withObjectProperty(SPEC).putObject(REPLICAS);
    return copy;
  }

  private static JsonNode withoutCount(JsonNode entry) {
    if (!owns(entry)) {
      return entry;
    }
    ObjectNode copy = entry.deepCopy();
    ObjectNode fields = copy.withObjectProperty(FIELDS);
    ObjectNode spec = fields.withObjectProperty(SPEC);
    spec.remove(REPLICAS);
    if (spec.isEmpty()) {
      fields.remove(SPEC);
    }
    return copy;
  }

  /** All else that it owned has another owner by now. */
  private static JsonNode onlyCount(JsonNode entry) {
    ObjectNode copy = entry.deepCopy();
    copy.putObject(FIELDS).putObject(SPEC).putObject(REPLICAS);
    return copy;
  }

  private static Map<String, JsonNode> timeless(Map<String, JsonNode> entries) {
    Map<String, JsonNode> timeless = new LinkedHashMap<>();
    entries.forEach((manager, entry) -> {
      ObjectNode copy = entry.deepCopy();
      copy.remove(TIME);
      timeless.put(manager, copy);
    });
    return timeless;
  }
}
