package io.github.spotaware.e2e.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final KubernetesSerialization TYPED = new KubernetesSerialization();

  Manifests {
    objects = List.copyOf(objects);
  }

  /** Reads the kustomization in the folder. */
  static Manifests load(Kubectl kubectl, Path folder) {
    String text = kubectl.run("", "kustomize", folder.toString());
    List<ObjectNode> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      while (documents.hasNext()) {
        if (documents.next() instanceof ObjectNode object
            && !ABSENT_GROUPS.contains(object.path("apiVersion").asText().split("/", 2)[0])) {
          objects.add(object);
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not read the manifests in " + folder, e);
    }
    return new Manifests(objects);
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

  /** Applies them on the server's side, as {@code kubectl apply} with the real kubectl. */
  void apply(Kubectl kubectl) {
    StringBuilder text = new StringBuilder();
    try {
      for (ObjectNode object : objects) {
        text.append(YAML.writeValueAsString(object)); // each begins with its own "---"
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not write the manifests", e);
    }
    if (!objects.isEmpty()) {
      kubectl.run(text.toString(), "apply", "--server-side", "--force-conflicts", "-f", "-");
    }
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
