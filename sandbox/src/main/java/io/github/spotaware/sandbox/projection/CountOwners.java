package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Deployment;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who owns {@code f:replicas}: of managedFields this is all that the model keeps. The entries
 * themselves stay in the document, so a write of the model's own controllers, which knows only the
 * manager, makes a new entry.
 */
public final class CountOwners {
  private static final String FIELDS = "managedFields";
  private static final String REPLICAS = "f:replicas";

  private CountOwners() {}

  /** The managers that own the count, in the order of their entries. */
  public static Set<String> read(JsonNode document) {
    Set<String> owners = new LinkedHashSet<>();
    for (JsonNode entry : document.path("metadata").path(FIELDS)) {
      if (owns(entry)) {
        owners.add(entry.path("manager").asText());
      }
    }
    return Collections.unmodifiableSet(owners);
  }

  /** Whether this entry of managedFields owns the count. */
  public static boolean owns(JsonNode entry) {
    return entry.path("fieldsV1").path("f:spec").has(REPLICAS);
  }

  /** An entry that owns the count and nothing else. */
  public static ObjectNode entry(
      String manager, String operation, String subresource, String time) {
    ObjectNode entry = Json.object();
    entry.put("manager", manager).put("operation", operation).put("apiVersion", "apps/v1");
    entry.put("time", time).put("fieldsType", "FieldsV1");
    entry.putObject("fieldsV1").putObject("f:spec").putObject(REPLICAS);
    Json.put(entry, "subresource", subresource);
    return entry;
  }

  static void show(Deployment deployment, ObjectNode document) {
    if (read(document).equals(deployment.replicasManagers())) {
      return;
    }
    ObjectNode metadata = Json.in(document, "metadata");
    ArrayNode entries = Json.array();
    for (JsonNode entry : metadata.path(FIELDS)) {
      if (!owns(entry)) {
        entries.add(entry);
      }
    }
    String time = Json.time(deployment.meta().created());
    deployment
        .replicasManagers()
        .forEach(manager -> entries.add(entry(manager, "Update", "scale", time)));
    metadata.set(FIELDS, entries);
  }
}
