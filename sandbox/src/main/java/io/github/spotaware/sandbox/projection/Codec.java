package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Document;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one resource in the model's store. To be used on the cluster's thread.
 *
 * @param <T> the model's object
 */
public final class Codec<T extends ApiObject<T>> {
  private final Projection<T> projection;
  private final String apiVersion;
  private final String kind;
  private final String prefix;
  private final boolean withGeneration;

  /**
   * @param prefix of the names of its keys: resources that the model has no kind for share one
   * @param withGeneration whether its documents have one
   */
  Codec(
      Projection<T> projection,
      String apiVersion,
      String kind,
      String prefix,
      boolean withGeneration) {
    this.projection = projection;
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.prefix = prefix;
    this.withGeneration = withGeneration;
  }

  public Kind<T> modelKind() {
    return projection.kind();
  }

  /** Whether the model's object is one of this resource. */
  public boolean has(Key key) {
    return key.name().startsWith(prefix);
  }

  public Key key(String namespace, String name) {
    return new Key(namespace, prefix + name);
  }

  public String name(Key key) {
    return key.name().substring(prefix.length());
  }

  public @Nullable T get(Store store, Key key) {
    return store.get(projection.kind(), key);
  }

  /** The whole document of this version. */
  public ObjectNode show(T object) {
    ObjectNode rest =
        object.meta().rest() instanceof Document document ? document.copy() : Json.object();
    ObjectNode shown = Json.object();
    shown.put("apiVersion", apiVersion).put("kind", kind);
    shown.setAll(rest);
    shown.put("apiVersion", apiVersion).put("kind", kind);
    MetaProjection.show(
        object.meta(), name(object.meta().key()), projection.ownerKind(), withGeneration, shown);
    projection.show(object, shown);
    dropEmpty(shown);
    return shown;
  }

  /** As the real one, which leaves empty labels and annotations out. */
  private static void dropEmpty(ObjectNode shown) {
    ObjectNode metadata = Json.in(shown, "metadata");
    for (String field : List.of("labels", "annotations", "ownerReferences", "finalizers")) {
      if (metadata.has(field) && metadata.path(field).isEmpty()) {
        metadata.remove(field);
      }
    }
  }

  /**
   * The object that this document makes of what is stored.
   *
   * @param before null for a new one
   */
  public T read(Key key, ObjectNode document, Map<String, JsonNode> applied, @Nullable T before) {
    ObjectNode rest = document.deepCopy();
    rest.remove(List.of("apiVersion", "kind"));
    MetaProjection.strip(rest);
    projection.strip(rest);
    Meta meta =
        MetaProjection.read(
            document,
            key,
            before == null ? null : before.meta(),
            projection.keptAnnotations(),
            projection.ownerKind(),
            new Document(rest, applied));
    return projection.read(document, meta, before);
  }

  /** What each field manager has last applied. */
  public Map<String, JsonNode> applied(@Nullable T object) {
    return object != null && object.meta().rest() instanceof Document document
        ? document.applied()
        : Map.of();
  }
}
