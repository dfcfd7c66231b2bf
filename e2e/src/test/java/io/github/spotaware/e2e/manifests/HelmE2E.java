package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.spotaware.e2e.controlplane.Helm;
import io.github.spotaware.e2e.controlplane.KubeBinaries;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart, rendered by the real helm, makes the same objects as the real kustomize. */
final class HelmE2E {

  private static final Path FOLDER = ProjectRoot.find().resolve("k8s-manifests");
  private static final Path HELM = Helm.build(ProjectRoot.find());
  private static final String KUBECTL = KubeBinaries.build(ProjectRoot.find()).program("kubectl");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** The names of the components, and of the values that switch them on. */
  private static final Map<String, String> VALUES =
      new TreeMap<>(
          Map.of(
              "backstop", "backstop",
              "cert-manager", "certManager",
              "fail-closed", "failClosed",
              "monitoring", "monitoring",
              "network-policy", "networkPolicy",
              "self-signed", "selfSigned"));

  private static final List<String> TWO_CERTIFICATES = List.of("cert-manager", "self-signed");

  static Stream<List<String>> combinations() {
    List<String> all = List.copyOf(VALUES.keySet());
    return IntStream.range(0, 1 << all.size())
        .mapToObj(set ->
            IntStream.range(0, all.size())
                .filter(i -> (set >> i & 1) == 1)
                .mapToObj(all::get)
                .toList())
        .filter(set -> !set.containsAll(TWO_CERTIFICATES));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void rendersWhatKustomizeRenders(List<String> components, @TempDir Path folder)
      throws IOException {
    List<String> values = new ArrayList<>(List.of("namespace.create=true"));
    VALUES.forEach(
        (component, value) -> values.add(value + ".enabled=" + components.contains(component)));
    assertThat(objects(helm(values.toArray(String[]::new))))
        .containsExactlyInAnyOrderEntriesOf(objects(kustomize(components, folder)));
  }

  @Test
  void eachComponentHasItsValue() throws IOException {
    try (Stream<Path> found = Files.list(FOLDER.resolve("components"))) {
      assertThat(found.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(VALUES.keySet());
    }
  }

  @Test
  void twoSourcesOfOneCertificateAreRefused() throws IOException {
    Process helm =
        new ProcessBuilder(
                HELM.toString(),
                "template",
                FOLDER.resolve("chart").toString(),
                "--set=certManager.enabled=true,selfSigned.enabled=true")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(helm.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains(
            "certManager.enabled and selfSigned.enabled are both true; allowed: at most one of"
                + " them");
    assertThat(helm.onExit().join().exitValue()).isNotZero();
  }

  @Test
  void valuesChangeWhatTheyName() throws IOException {
    Map<String, JsonNode> objects =
        objects(
            helm(
                "images.webhook=example.com/webhook:1",
                "config.scale-down-delay=600",
                "webhook.resources.limits.memory=300Mi",
                "nodeSelector.disk=fast",
                "imagePullSecrets[0].name=pull"));
    JsonNode webhook = one(objects, "StatefulSet spot-scaling/spot-aware-webhook");
    JsonNode pod = webhook.at("/spec/template/spec");
    assertThat(pod.at("/containers/0/image").asText()).isEqualTo("example.com/webhook:1");
    assertThat(pod.at("/containers/0/resources/limits/memory").asText()).isEqualTo("300Mi");
    assertThat(pod.at("/nodeSelector/disk").asText()).isEqualTo("fast");
    assertThat(pod.at("/imagePullSecrets/0/name").asText()).isEqualTo("pull");
    JsonNode scaler = one(objects, "Deployment spot-scaling/spot-aware-scaler");
    assertThat(scaler.at("/spec/template/spec/containers/0/image").asText())
        .isEqualTo("spot-aware-scaler:0.1.0");
    JsonNode data = one(objects, "ConfigMap spot-scaling/spot-aware-scaler-config").path("data");
    assertThat(data.path("scale-down-delay")).isEqualTo(YAML.getNodeFactory().textNode("600"));
    assertThat(data.path("max-hold").asText()).isEqualTo("600");
  }

  private static JsonNode one(Map<String, JsonNode> objects, String key) {
    assertThat(objects).containsKey(key);
    return objects.getOrDefault(key, YAML.missingNode());
  }

  private static String helm(String... values) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                HELM.toString(),
                "template",
                "spot-aware-scaler",
                FOLDER.resolve("chart").toString(),
                "--namespace=spot-scaling"));
    for (String value : values) {
      command.add("--set=" + value);
    }
    return run(command);
  }

  private static String kustomize(List<String> components, Path folder) throws IOException {
    Path up = folder.toRealPath().relativize(FOLDER.toRealPath());
    ObjectNode kustomization =
        YAML.createObjectNode()
            .put("apiVersion", "kustomize.config.k8s.io/v1beta1")
            .put("kind", "Kustomization");
    kustomization.putArray("resources").add(up.toString());
    ArrayNode listed = kustomization.putArray("components");
    components.forEach(each -> listed.add(up.resolve("components").resolve(each).toString()));
    YAML.writeValue(folder.resolve("kustomization.yaml").toFile(), kustomization);
    return run(List.of(KUBECTL, "kustomize", folder.toString()));
  }

  private static String run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(String.join(" ", command)).isZero();
    return said;
  }

  /** By kind, namespace and name; the entries of a webhook configuration in the order of names. */
  private static Map<String, JsonNode> objects(String rendered) throws IOException {
    Map<String, JsonNode> objects = new TreeMap<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered)) {
      while (documents.hasNext()) {
        if (documents.next() instanceof ObjectNode object) {
          JsonNode meta = object.path("metadata");
          String key =
              object.path("kind").asText()
                  + " "
                  + meta.path("namespace").asText()
                  + "/"
                  + meta.path("name").asText();
          if (object.path("webhooks") instanceof ArrayNode webhooks) {
            List<JsonNode> sorted = new ArrayList<>();
            webhooks.forEach(sorted::add);
            sorted.sort(Comparator.comparing((JsonNode entry) -> entry.path("name").asText()));
            object.putArray("webhooks").addAll(sorted);
          }
          assertThat(objects.put(key, object)).as(key + ", twice").isNull();
        }
      }
    }
    return objects;
  }
}
