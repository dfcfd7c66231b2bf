package io.github.spotaware.e2e.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.sandbox.api.Patch;
import io.github.spotaware.sandbox.api.StrategicMerge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Reads a kustomization as kustomize does, as far as this project's are made: resources,
 * components, and patches of both kinds. What it does not know is an error. That it renders the
 * same objects as the real one is a test.
 */
final class Kustomization {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> KNOWN =
      Set.of("apiVersion", "kind", "resources", "components", "patches");

  private final Path folder;
  private final JsonNode file;
  private final List<ObjectNode> objects;

  private Kustomization(Path folder, List<ObjectNode> objects) {
    this.folder = folder;
    this.file = documents(folder.resolve("kustomization.yaml")).getFirst();
    this.objects = objects;
    file.fieldNames()
        .forEachRemaining(field -> {
          if (!KNOWN.contains(field)) {
            throw new EnvironmentException("the field " + field + " in " + folder + " is unknown");
          }
        });
  }

  /** The objects, namespaces first. */
  static List<ObjectNode> render(Path folder) {
    List<ObjectNode> objects = new ArrayList<>();
    new Kustomization(folder.normalize(), objects).collect();
    objects.sort(Comparator.comparing(object -> !Manifests.kind(object).equals("Namespace")));
    return objects;
  }

  private void collect() {
    for (JsonNode resource : file.path("resources")) {
      Path path = folder.resolve(resource.asText()).normalize();
      if (Files.isDirectory(path)) {
        new Kustomization(path, objects).collect();
      } else {
        objects.addAll(documents(path));
      }
    }
    for (JsonNode component : file.path("components")) {
      new Kustomization(folder.resolve(component.asText()).normalize(), objects).collect();
    }
    file.path("patches").forEach(this::patch);
  }

  private void patch(JsonNode entry) {
    if (entry.has("path")) {
      documents(folder.resolve(entry.path("path").asText())).forEach(this::merge);
    } else if (entry.has("target")) {
      ofTarget(entry.path("target"), parse(entry.path("patch").asText()));
    } else {
      merge((ObjectNode) parse(entry.path("patch").asText()));
    }
  }

  private void merge(ObjectNode patch) {
    int merged = 0;
    for (int i = 0; i < objects.size(); i++) {
      ObjectNode object = objects.get(i);
      if (Manifests.kind(object).equals(Manifests.kind(patch))
          && Manifests.name(object).equals(Manifests.name(patch))) {
        objects.set(i, StrategicMerge.apply(object, patch));
        merged++;
      }
    }
    if (merged != 1) {
      throw new EnvironmentException(
          "a patch in %s is for %s '%s', of which there are %d"
              .formatted(folder, Manifests.kind(patch), Manifests.name(patch), merged));
    }
  }

  private void ofTarget(JsonNode target, JsonNode patch) {
    objects.replaceAll(object -> {
      boolean group =
          object.path("apiVersion").asText().startsWith(target.path("group").asText() + "/");
      boolean named = Manifests.name(object).equals(target.path("name").asText());
      return group && named ? Patch.json(object.deepCopy(), patch) : object;
    });
  }

  private static JsonNode parse(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new EnvironmentException("a patch is no YAML: " + text, e);
    }
  }

  private static List<ObjectNode> documents(Path file) {
    List<ObjectNode> documents = new ArrayList<>();
    try (MappingIterator<JsonNode> all =
        YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
      while (all.hasNext()) {
        if (all.next() instanceof ObjectNode document) {
          documents.add(document);
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not read " + file, e);
    }
    return documents;
  }
}
