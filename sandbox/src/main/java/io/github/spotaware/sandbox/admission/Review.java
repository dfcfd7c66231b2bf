package io.github.spotaware.sandbox.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.Map;
import java.util.UUID;

/**
 * What webhooks are asked about.
 *
 * @param subresource empty for the object itself
 * @param object null for a delete
 * @param oldObject null for a creation
 */
public record Review(
    String operation,
    Resource resource,
    String subresource,
    String namespace,
    String name,
    JsonNode object,
    JsonNode oldObject,
    User user,
    boolean dryRun,
    ObjectNode options) {

  /** Kinds of what is asked about that are not the resource's own. */
  private static final Map<String, String> KINDS =
      Map.of("scale", "autoscaling/v1/Scale", "eviction", "policy/v1/Eviction");

  /**
   * @param name as the client gave it: empty where it is generated
   */
  public static Review create(Resource resource, String name, ObjectNode object, Asking asking) {
    return new Review(
        "CREATE",
        resource,
        "",
        object.at("/metadata/namespace").asText(),
        name,
        object,
        NullNode.instance,
        asking.user(),
        asking.dryRun(),
        asking.options("CreateOptions"));
  }

  public static Review update(
      Resource resource,
      String subresource,
      ObjectNode object,
      ObjectNode before,
      Asking asking,
      String options) {
    return new Review(
        "UPDATE",
        resource,
        subresource,
        before.at("/metadata/namespace").asText(),
        before.at("/metadata/name").asText(),
        object,
        before,
        asking.user(),
        asking.dryRun(),
        asking.options(options));
  }

  /**
   * @param name as the client gave it: empty for one of many
   * @param options of the delete, as sent
   */
  public static Review delete(
      Resource resource, String name, ObjectNode before, Asking asking, ObjectNode options) {
    ObjectNode all = asking.options("DeleteOptions");
    all.remove("fieldManager");
    options.properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
    all.put("kind", "DeleteOptions").put("apiVersion", "meta.k8s.io/v1");
    return new Review(
        "DELETE",
        resource,
        "",
        before.at("/metadata/namespace").asText(),
        name,
        NullNode.instance,
        before,
        asking.user(),
        asking.dryRun(),
        all);
  }

  /** An Eviction, which is created. */
  public static Review eviction(
      Resource pods, String namespace, String name, ObjectNode eviction, Asking asking) {
    return new Review(
        "CREATE",
        pods,
        "eviction",
        namespace,
        name,
        eviction,
        NullNode.instance,
        asking.user(),
        asking.dryRun(),
        asking.options("CreateOptions"));
  }

  /** The same about what webhooks have made of the object. */
  Review with(ObjectNode changed) {
    return new Review(
        operation,
        resource,
        subresource,
        namespace,
        name,
        changed,
        oldObject,
        user,
        dryRun,
        options);
  }

  /** The field {@code request} of an AdmissionReview. */
  ObjectNode request() {
    ObjectNode request = Json.object().put("uid", UUID.randomUUID().toString());
    request.set("kind", kind());
    request.set("resource", named());
    Json.put(request, "subResource", subresource);
    request.set("requestKind", kind());
    request.set("requestResource", named());
    Json.put(request, "requestSubResource", subresource);
    Json.put(request, "name", name);
    Json.put(request, "namespace", namespace);
    request.put("operation", operation);
    request.set("userInfo", user.info());
    request.set("object", object);
    request.set("oldObject", oldObject);
    request.put("dryRun", dryRun);
    request.set("options", options);
    return request;
  }

  private ObjectNode kind() {
    String[] other = KINDS.getOrDefault(subresource, "").split("/", -1);
    return other.length == 3
        ? Json.object().put("group", other[0]).put("version", other[1]).put("kind", other[2])
        : Json.object()
            .put("group", resource.group())
            .put("version", resource.version())
            .put("kind", resource.kind());
  }

  private ObjectNode named() {
    return Json.object()
        .put("group", resource.group())
        .put("version", resource.version())
        .put("resource", resource.plural());
  }
}
