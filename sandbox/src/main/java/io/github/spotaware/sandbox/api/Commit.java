package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.clock.ClusterThread;
import io.github.spotaware.sandbox.projection.Codec;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes documents into the model's store, each in one step of the cluster's thread. */
final class Commit {
  private final ClusterThread thread;
  private final Store store;

  Commit(ClusterThread thread, Store store) {
    this.thread = thread;
    this.store = store;
  }

  /**
   * Makes it.
   *
   * @param applied by this manager, if it was applied
   * @throws ApiError 409 where the name is taken, 404 or 403 for its namespace, 422
   */
  ObjectNode create(Resource resource, ObjectNode document, Map<String, JsonNode> applied) {
    return thread.call(() -> create(resource, resource.codec(), document, applied));
  }

  private <T extends ApiObject<T>> ObjectNode create(
      Resource resource, Codec<T> codec, ObjectNode document, Map<String, JsonNode> applied) {
    String name = document.at("/metadata/name").asText();
    Key key = codec.key(document.at("/metadata/namespace").asText(), name);
    check(resource, key.namespace(), name);
    T stored = store.create(read(resource, codec, key, document, applied, null));
    if (stored == null) {
      throw ApiError.alreadyExists(resource, name);
    }
    return codec.show(stored);
  }

  /**
   * Whether something can be made there, which the API server looks at before webhooks are asked.
   *
   * @throws ApiError 404 or 403
   */
  void checkNamespace(Resource resource, String namespace, String name) {
    var _ =
        thread.call(() -> {
          check(resource, namespace, name);
          return namespace;
        });
  }

  private void check(Resource resource, String namespace, String name) {
    if (!resource.namespaced()) {
      return;
    }
    Namespace found = store.get(Kind.NAMESPACE, Key.of(namespace));
    if (found == null) {
      ObjectNode status =
          ApiError.status(404, "NotFound", "namespaces \"" + namespace + "\" not found");
      status.putObject("details").put("name", namespace).put("kind", "namespaces");
      throw new ApiError(status);
    }
    if (found.meta().terminating()) {
      ApiError forbidden =
          ApiError.forbidden(
              resource,
              name,
              "unable to create new content in namespace "
                  + namespace
                  + " because it is being terminated");
      ObjectNode details = (ObjectNode) forbidden.status().path("details");
      details
          .putArray("causes")
          .addObject()
          .put("reason", "NamespaceTerminating")
          .put("message", "namespace " + namespace + " is being terminated")
          .put("field", "metadata.namespace");
      throw forbidden;
    }
  }

  /**
   * Writes the next version over this one. One that terminates and has lost its last finalizer
   * goes.
   *
   * @param resourceVersion of what it was made from
   * @return as stored; null where another version is stored by now
   * @throws ApiError 404 where it is gone, 422
   */
  @Nullable ObjectNode replace(
      Resource resource,
      ObjectNode document,
      String resourceVersion,
      Map<String, JsonNode> applied) {
    return thread.call(
        () -> replace(resource, resource.codec(), document, resourceVersion, applied));
  }

  private <T extends ApiObject<T>> @Nullable ObjectNode replace(
      Resource resource,
      Codec<T> codec,
      ObjectNode document,
      String resourceVersion,
      Map<String, JsonNode> applied) {
    String name = document.at("/metadata/name").asText();
    Key key = codec.key(document.at("/metadata/namespace").asText(), name);
    T current = codec.get(store, key);
    if (current == null) {
      throw ApiError.notFound(resource, name);
    }
    if (!Long.toString(current.meta().resourceVersion()).equals(resourceVersion)) {
      return null;
    }
    Map<String, JsonNode> all = new HashMap<>(codec.applied(current));
    all.putAll(applied);
    T next = read(resource, codec, key, document, all, current);
    boolean held = !document.at("/metadata/finalizers").isEmpty();
    boolean wasHeld = !codec.show(current).at("/metadata/finalizers").isEmpty();
    if (current.meta().terminating() && wasHeld && !held) {
      store.remove(current);
      return codec.show(next);
    }
    T stored = store.replace(next);
    return stored == null ? null : codec.show(stored);
  }

  private <T extends ApiObject<T>> T read(
      Resource resource,
      Codec<T> codec,
      Key key,
      ObjectNode document,
      Map<String, JsonNode> applied,
      @Nullable T current) {
    try {
      return codec.read(key, document, applied, current);
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid(resource, codec.name(key), "spec", String.valueOf(e.getMessage()));
    }
  }
}
