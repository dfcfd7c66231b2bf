package io.github.spotaware.sandbox.resource;

import io.github.spotaware.sandbox.projection.Codec;
import java.util.List;
import java.util.Set;

/**
 * A resource of the API.
 *
 * @param group empty for the core group
 * @param plural as in paths
 * @param fieldLabels what field selectors may ask for, besides name and namespace
 */
public record Resource(
    String group,
    String version,
    String plural,
    String singular,
    String kind,
    boolean namespaced,
    List<String> shortNames,
    Set<String> subresources,
    Set<String> fieldLabels,
    Codec<?> codec) {

  /** As in {@code apiVersion}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As in error messages: {@code deployments.apps}. */
  public String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
