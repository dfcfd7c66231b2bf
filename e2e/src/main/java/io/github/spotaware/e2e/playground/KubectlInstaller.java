package io.github.spotaware.e2e.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * With the real kubectl, as users do: {@code kubectl kustomize}, {@code kubectl apply}.
 *
 * @param kubectl with all rights
 */
record KubectlInstaller(Kubectl kubectl) implements Installer {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Override
  public List<ObjectNode> render(Path kustomization) {
    String text = kubectl.run("", "kustomize", kustomization.toString());
    List<ObjectNode> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      while (documents.hasNext()) {
        if (documents.next() instanceof ObjectNode object) {
          objects.add(object);
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not read the manifests in " + kustomization, e);
    }
    return objects;
  }

  /** On the server's side. */
  @Override
  public void apply(List<ObjectNode> objects) {
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

  @Override
  public void inject(ObjectNode configuration, String caBundle) {
    List<String> patch = new ArrayList<>();
    for (int i = 0; i < configuration.path("webhooks").size(); i++) {
      patch.add(
          "{\"op\":\"add\",\"path\":\"/webhooks/%d/clientConfig/caBundle\",\"value\":\"%s\"}"
              .formatted(i, caBundle));
    }
    kubectl.run(
        "",
        "patch",
        Manifests.kind(configuration),
        Manifests.name(configuration),
        "--type=json",
        "--field-manager=cert-manager-cainjector",
        "--patch=[" + String.join(",", patch) + "]");
  }
}
