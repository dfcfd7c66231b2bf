package io.github.spotaware.sandbox.access;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What someone wants to do, as RBAC sees it.
 *
 * @param resource with its subresource: {@code pods/eviction}
 * @param name empty for a collection, and for what is created
 */
public record Action(String verb, String group, String resource, String namespace, String name) {

  /** As in the message of a 403. */
  String text() {
    StringBuilder text = new StringBuilder("cannot ").append(verb);
    text.append(" resource \"").append(resource).append("\" in API group \"").append(group);
    text.append('"');
    return namespace.isEmpty()
        ? text.append(" at the cluster scope").toString()
        : text.append(" in the namespace \"").append(namespace).append('"').toString();
  }

  /** What a SelfSubjectAccessReview asks about. */
  public static Action of(JsonNode attributes) {
    String subresource = attributes.path("subresource").asText();
    String resource = attributes.path("resource").asText();
    return new Action(
        attributes.path("verb").asText(),
        attributes.path("group").asText(),
        subresource.isEmpty() ? resource : resource + "/" + subresource,
        attributes.path("namespace").asText(),
        attributes.path("name").asText());
  }
}
