package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.List;

/**
 * A request that fails, as the Status that is its answer (apimachinery pkg/api/errors/errors.go).
 */
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ObjectNode status;
  private final transient List<String> warnings;

  /** Fails with this Status. */
  public ApiError(ObjectNode status) {
    this(status, List.of());
  }

  private ApiError(ObjectNode status, List<String> warnings) {
    super(status.path("message").asText());
    this.status = status;
    this.warnings = List.copyOf(warnings);
  }

  /** The body of the answer. */
  public ObjectNode status() {
    return status;
  }

  /** What webhooks said besides. */
  public List<String> warnings() {
    return warnings;
  }

  /** The same with what webhooks said. */
  public ApiError with(List<String> said) {
    return new ApiError(status, said);
  }

  /** The HTTP status. */
  public int code() {
    return status.path("code").asInt();
  }

  /** Details may be added. */
  public static ObjectNode status(int code, String reason, String message) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", code < 300 ? "Success" : "Failure").put("message", message);
    return status.put("reason", reason).put("code", code);
  }

  public static ApiError of(int code, String reason, String message) {
    return new ApiError(status(code, reason, message));
  }

  private static ApiError about(
      int code, String reason, Resource resource, String name, String message) {
    ObjectNode status = status(code, reason, message);
    details(status, resource, name, resource.plural());
    return new ApiError(status);
  }

  private static void details(ObjectNode status, Resource resource, String name, String kind) {
    ObjectNode details = status.putObject("details");
    Json.put(details, "name", name);
    Json.put(details, "group", resource.group());
    details.put("kind", kind);
  }

  public static ApiError notFound(Resource resource, String name) {
    return about(
        404,
        "NotFound",
        resource,
        name,
        "%s \"%s\" not found".formatted(resource.qualified(), name));
  }

  public static ApiError alreadyExists(Resource resource, String name) {
    return about(
        409,
        "AlreadyExists",
        resource,
        name,
        "%s \"%s\" already exists".formatted(resource.qualified(), name));
  }

  /** The object has changed, or a precondition does not hold. */
  public static ApiError conflict(Resource resource, String name, String why) {
    return about(
        409,
        "Conflict",
        resource,
        name,
        "Operation cannot be fulfilled on %s \"%s\": %s"
            .formatted(resource.qualified(), name, why));
  }

  /** A precondition does not hold; the details name the kind. */
  public static ApiError precondition(
      Resource resource, String name, String what, String wanted, String is) {
    ApiError error =
        conflict(
            resource,
            name,
            "Precondition failed: %s in precondition: %s, %s in object meta: %s"
                .formatted(what, wanted, what, is));
    Json.in(error.status, "details").put("kind", resource.kind());
    return error;
  }

  public static ApiError modified(Resource resource, String name) {
    return conflict(
        resource,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  public static ApiError forbidden(Resource resource, String name, String why) {
    return about(
        403,
        "Forbidden",
        resource,
        name,
        (name.isEmpty() ? resource.qualified() : resource.qualified() + " \"" + name + "\"")
            + " is forbidden: "
            + why);
  }

  /** A field that is not valid. */
  public static ApiError invalid(Resource resource, String name, String field, String why) {
    String kind =
        resource.group().isEmpty() ? resource.kind() : resource.kind() + "." + resource.group();
    ObjectNode status =
        status(422, "Invalid", "%s \"%s\" is invalid: %s: %s".formatted(kind, name, field, why));
    details(status, resource, name, resource.kind());
    ObjectNode cause = ((ObjectNode) status.path("details")).putArray("causes").addObject();
    cause.put("reason", "FieldValueInvalid").put("message", why).put("field", field);
    return new ApiError(status);
  }

  public static ApiError badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  /** What a cluster could do and this one can't. Says what to do instead. */
  public static ApiError notImplemented(String what) {
    return of(501, "NotImplemented", "the sandbox cannot do this: " + what);
  }

  /** A webhook's own words, or another server's. */
  public static ApiError of(JsonNode status) {
    return new ApiError(status.deepCopy());
  }
}
