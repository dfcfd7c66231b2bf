package io.github.spotaware.e2e.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The project's manifests, as trees rather than typed objects: what we do not know of is kept, and
 * reaches the API server as it was written.
 *
 * @param objects in the order in which kubectl would apply them
 */
record Manifests(List<ObjectNode> objects) {

  /**
   * Their CRDs are not in a bare control plane; the playground does what their controllers would.
   */
  private static final Set<String> ABSENT_GROUPS =
      Set.of("cert-manager.io", "monitoring.coreos.com");

  private static final KubernetesSerialization TYPED = new KubernetesSerialization();

  Manifests {
    objects = List.copyOf(objects);
  }

  /** Reads the kustomization in the folder. */
  static Manifests load(Installer installer, Path folder) {
    return new Manifests(
        installer.render(folder).stream()
            .filter(object ->
                !ABSENT_GROUPS.contains(object.path("apiVersion").asText().split("/", 2)[0]))
            .toList());
  }

  /** Those of these kinds. */
  Manifests ofKind(String... kinds) {
    Set<String> wanted = Set.of(kinds);
    return only(object -> wanted.contains(kind(object)));
  }

  /** All but those of these kinds. */
  Manifests except(String... kinds) {
    Set<String> unwanted = Set.of(kinds);
    return only(object -> !unwanted.contains(kind(object)));
  }

  /** The one object of this kind and name, as a typed copy. */
  <T extends HasMetadata> T typed(Class<T> type, String name) {
    return TYPED.convertValue(one(HasMetadata.getKind(type), name), type);
  }

  /** The one object of this kind and name, to be changed in place. */
  ObjectNode one(String kind, String name) {
    return objects.stream()
        .filter(object -> kind(object).equals(kind) && name(object).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new EnvironmentException("the manifests have no " + kind + " '" + name + "'"));
  }

  static String kind(ObjectNode object) {
    return object.path("kind").asText();
  }

  static String name(ObjectNode object) {
    return object.path("metadata").path("name").asText();
  }

  private Manifests only(Predicate<ObjectNode> filter) {
    return new Manifests(objects.stream().filter(filter).toList());
  }
}
