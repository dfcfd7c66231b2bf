package io.github.spotaware.sandbox.http;

import java.util.List;
import java.util.Optional;

/**
 * What a path of the API names.
 *
 * @param namespace empty for all namespaces, and for what is in none
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
record ApiPath(
    String group,
    String version,
    String namespace,
    String plural,
    String name,
    String subresource) {

  /** Empty for a path that names no resource. */
  static Optional<ApiPath> of(String path) {
    List<String> words = List.of(path.substring(1).split("/", -1));
    boolean core = words.getFirst().equals("api");
    int start = core ? 2 : 3;
    if (words.size() <= start || (!core && !words.getFirst().equals("apis"))) {
      return Optional.empty();
    }
    String group = core ? "" : words.get(1);
    String version = words.get(start - 1);
    List<String> rest = words.subList(start, words.size());
    boolean within =
        rest.getFirst().equals("namespaces")
            && rest.size() > 2
            && !List.of("status", "finalize").contains(rest.get(2));
    List<String> named = within ? rest.subList(2, rest.size()) : rest;
    return named.size() > 3
        ? Optional.empty()
        : Optional.of(
            new ApiPath(
                group,
                version,
                within ? rest.get(1) : "",
                named.getFirst(),
                named.size() > 1 ? named.get(1) : "",
                named.size() > 2 ? named.get(2) : ""));
  }
}
