package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Document;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.workload.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ObjectMeta as a document. */
final class MetaProjection {
  private static final List<String> OWN =
      List.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "labels",
          "selfLink");
  private static final String ANNOTATIONS = "annotations";
  private static final String OWNERS = "ownerReferences";

  private MetaProjection() {}

  /**
   * @param before what is stored; null for a new one
   * @param kept annotations that are something else in the model
   */
  static Meta read(
      ObjectNode document,
      Key key,
      @Nullable Meta before,
      Set<String> kept,
      String ownerKind,
      Document rest) {
    JsonNode metadata = document.path("metadata");
    Map<String, String> annotations =
        Json.strings(metadata.path(ANNOTATIONS)).entrySet().stream()
            .filter(entry -> !kept.contains(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Meta from = before == null ? Meta.of(key).withUid(metadata.path("uid").asText()) : before;
    return from.manifest(Json.strings(metadata.path("labels")), annotations)
        .with(owner(metadata, ownerKind))
        .with(rest);
  }

  /** Its controller; else the first one of the kind. */
  private static @Nullable OwnerReference owner(JsonNode metadata, String kind) {
    OwnerReference first = null;
    for (JsonNode owner : metadata.path(OWNERS)) {
      if (owner.path("kind").asText().equals(kind)) {
        OwnerReference reference =
            new OwnerReference(kind, owner.path("name").asText(), owner.path("uid").asText());
        if (owner.path("controller").asBoolean()) {
          return reference;
        }
        first = first == null ? reference : first;
      }
    }
    return first;
  }

  /** Takes away what {@link #show} writes. */
  static void strip(ObjectNode document) {
    ObjectNode metadata = Json.in(document, "metadata");
    metadata.remove(OWN);
    metadata.remove(ANNOTATIONS);
  }

  static void show(
      Meta meta, String name, String ownerKind, boolean withGeneration, ObjectNode document) {
    ObjectNode rest = Json.in(document, "metadata");
    ObjectNode metadata = Json.object();
    metadata.put("name", name);
    Json.put(metadata, "namespace", meta.namespace());
    metadata.put("uid", meta.uid());
    metadata.put("resourceVersion", Long.toString(meta.resourceVersion()));
    if (withGeneration) {
      metadata.put("generation", meta.generation());
    }
    metadata.put("creationTimestamp", Json.time(meta.created()));
    if (meta.terminating()) {
      metadata.put("deletionTimestamp", Json.time(meta.deletionRequested()));
      metadata.put("deletionGracePeriodSeconds", 0);
    }
    Json.put(metadata, "labels", meta.labels());
    Json.put(metadata, ANNOTATIONS, meta.annotations());
    rest.properties()
        .forEach(entry -> {
          if (!metadata.has(entry.getKey())) {
            metadata.set(entry.getKey(), entry.getValue());
          }
        });
    owners(meta.owner(), ownerKind, metadata);
    document.set("metadata", metadata);
  }

  /**
   * Adds the owner that the model has given it, or takes away the one it has lost.
   *
   * @param kind of owner that the model knows of
   */
  private static void owners(@Nullable OwnerReference owner, String kind, ObjectNode metadata) {
    JsonNode known = metadata.path(OWNERS);
    if (owner == null) {
      if (known instanceof ArrayNode all) {
        all.removeIf(each -> each.path("kind").asText().equals(kind));
      }
      return;
    }
    for (JsonNode each : known) {
      if (each.path("uid").asText().equals(owner.uid())) {
        return;
      }
    }
    ArrayNode owners = metadata.withArray(OWNERS);
    owners
        .addObject()
        .put("apiVersion", "apps/v1")
        .put("kind", owner.kind())
        .put("name", owner.name())
        .put("uid", owner.uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }
}
