package io.github.spotaware.sandbox.api;

import io.github.spotaware.sandbox.access.Action;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.Optional;

/**
 * A request for objects, as it came.
 *
 * @param namespace empty for all namespaces, and for what is in none
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
public record Request(
    String method,
    Resource resource,
    String namespace,
    String name,
    String subresource,
    String contentType,
    String body,
    Call call) {

  private static final String NAME = "metadata.name=";

  /** As RBAC calls it; empty for a method that there is not. */
  public Optional<String> verb() {
    boolean one = !name.isEmpty();
    return switch (method) {
      case "GET", "HEAD" -> Optional.of(isWatch() ? "watch" : one ? "get" : "list");
      case "POST" -> Optional.of("create");
      case "PUT" -> Optional.of("update");
      case "PATCH" -> Optional.of("patch");
      case "DELETE" -> Optional.of(one ? "delete" : "deletecollection");
      default -> Optional.empty();
    };
  }

  public boolean isWatch() {
    String asked = call.query().getOrDefault("watch", "");
    return method.equals("GET") && (asked.equals("true") || asked.equals("1"));
  }

  /** What RBAC is asked. */
  public Action action() {
    return new Action(
        verb().orElse(""),
        resource.group(),
        subresource.isEmpty() ? resource.plural() : resource.plural() + "/" + subresource,
        namespace,
        name.isEmpty() ? named() : name);
  }

  /** One that a list or a watch is restricted to counts as its name (apiserver, requestinfo.go). */
  private String named() {
    String field = call.query().getOrDefault("fieldSelector", "");
    return method.equals("GET") && field.startsWith(NAME) && !field.contains(",")
        ? field.substring(NAME.length())
        : "";
  }
}
