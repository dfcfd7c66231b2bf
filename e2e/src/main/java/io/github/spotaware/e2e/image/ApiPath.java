package io.github.spotaware.e2e.image;

import java.util.List;

/**
 * What a path of the Kubernetes API names.
 *
 * @param group with its version, e.g. {@code /api/v1} or {@code /apis/apps/v1}
 * @param namespace empty for all namespaces, and for what is in none
 * @param resource e.g. {@code pods}
 * @param name empty for a collection
 */
record ApiPath(String group, String namespace, String resource, String name) {

  static ApiPath of(String path) {
    List<String> words = List.of(path.substring(1).split("/", -1));
    int start = words.getFirst().equals("api") ? 2 : 3;
    if (words.size() <= start) {
      throw new IllegalArgumentException(path + " names no resource");
    }
    String group = "/" + String.join("/", words.subList(0, start));
    List<String> rest = words.subList(start, words.size());
    boolean namespaced = rest.getFirst().equals("namespaces") && rest.size() > 2;
    List<String> inside = namespaced ? rest.subList(2, rest.size()) : rest;
    return new ApiPath(
        group,
        namespaced ? rest.get(1) : "",
        inside.getFirst(),
        inside.size() > 1 ? inside.get(1) : "");
  }

  boolean isCollection() {
    return name.isEmpty();
  }

  ApiPath named(String newName) {
    return new ApiPath(group, namespace, resource, newName);
  }

  /** Whether this collection has that object. */
  boolean contains(ApiPath object) {
    return group.equals(object.group)
        && resource.equals(object.resource)
        && (namespace.isEmpty() || namespace.equals(object.namespace));
  }
}
