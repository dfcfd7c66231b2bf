package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.projection.CountOwners;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a write does to managedFields, of which there is one field here: {@code f:replicas} of a
 * Deployment (structured-merge-diff, merge/update.go). An update that changes the count owns it; an
 * apply owns what it names, alone or with those who set the same.
 */
final class CountOwnership {
  private static final String FIELDS = "managedFields";
  private static final String REPLICAS = "/spec/replicas";

  private CountOwnership() {}

  /**
   * After an update or a patch.
   *
   * @param before what is stored; an empty object for a new one
   */
  static void update(ObjectNode before, ObjectNode next, String manager, String subresource) {
    ArrayNode entries = entries(before);
    if (before.at(REPLICAS).asInt(-1) != next.at(REPLICAS).asInt(-1)) {
      entries = others(entries, null);
      entries.add(CountOwners.entry(manager, "Update", subresource, now()));
    }
    set(next, entries);
  }

  /**
   * After an apply.
   *
   * @param applied what is applied
   * @param force take what others own
   * @throws ApiError 409 where another manager owns another count
   */
  static void apply(
      ObjectNode before, ObjectNode next, ObjectNode applied, String manager, boolean force) {
    ArrayNode entries = entries(before);
    boolean named = applied.at(REPLICAS).isNumber();
    boolean other = named && before.at(REPLICAS).asInt(-1) != applied.at(REPLICAS).asInt();
    if (other) {
      if (!force) {
        refuse(entries, manager);
      }
      entries = others(entries, null);
    } else {
      entries = others(entries, manager);
    }
    if (named) {
      entries.add(CountOwners.entry(manager, "Apply", "", now()));
    }
    set(next, entries);
  }

  private static void refuse(ArrayNode entries, String manager) {
    for (JsonNode entry : entries) {
      if (CountOwners.owns(entry) && !isApplyBy(manager, entry)) {
        String conflict =
            "conflict with \"%s\"%s using apps/v1"
                .formatted(
                    entry.path("manager").asText(),
                    entry.has("subresource")
                        ? " with subresource \"" + entry.path("subresource").asText() + "\""
                        : "");
        ObjectNode status =
            ApiError.status(
                409, "Conflict", "Apply failed with 1 conflict: " + conflict + ": .spec.replicas");
        status
            .putObject("details")
            .putArray("causes")
            .addObject()
            .put("reason", "FieldManagerConflict")
            .put("message", conflict)
            .put("field", ".spec.replicas");
        throw new ApiError(status);
      }
    }
  }

  /** Without those that own the count: all of them, or only that of one who applies. */
  private static ArrayNode others(ArrayNode entries, @Nullable String appliedBy) {
    ArrayNode others = Json.array();
    for (JsonNode entry : entries) {
      boolean goes = appliedBy == null ? CountOwners.owns(entry) : isApplyBy(appliedBy, entry);
      if (!goes) {
        others.add(entry);
      }
    }
    return others;
  }

  private static boolean isApplyBy(String manager, JsonNode entry) {
    return entry.path("operation").asText().equals("Apply")
        && entry.path("manager").asText().equals(manager);
  }

  private static ArrayNode entries(ObjectNode object) {
    return object.path("metadata").path(FIELDS) instanceof ArrayNode entries
        ? entries.deepCopy()
        : Json.array();
  }

  private static void set(ObjectNode object, ArrayNode entries) {
    ObjectNode metadata = Json.in(object, "metadata");
    if (entries.isEmpty()) {
      metadata.remove(FIELDS);
    } else {
      metadata.set(FIELDS, entries);
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
