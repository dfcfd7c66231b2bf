package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.spotaware.e2e.controlplane.ForeignCrds;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each combination of components, rendered by the real kubectl and given to the real API server
 * with the definitions of cert-manager, of the Prometheus operator and of Karpenter; each together
 * with the file for Karpenter. On a playground of its own: on the others there is no Karpenter.
 */
final class ComponentsE2E {

  private static final Path FOLDER = ProjectRoot.find().resolve("k8s-manifests");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Path KARPENTER = FOLDER.resolve("karpenter-nodepool.yaml");

  private static final PlaygroundHandle PLAYGROUND =
      Playgrounds.start(
          PlaygroundOptions.named("components-" + ProcessHandle.current().pid())
              .withNodes(1)
              .withFolder(Path.of("target/e2e/components")));
  private static final Kubectl KUBECTL = Kubectl.of(PLAYGROUND);

  @BeforeAll
  static void install() {
    ForeignCrds foreign = ForeignCrds.build(ProjectRoot.find());
    for (Path each :
        List.of(foreign.certManager(), foreign.prometheusOperator(), foreign.karpenter())) {
      KUBECTL.run("apply", "--server-side", "--filename=" + each).orThrow();
      KUBECTL
          .run("wait", "--for=condition=Established", "--filename=" + each, "--timeout=60s")
          .orThrow();
    }
  }

  @AfterAll
  static void takeDown() {
    PLAYGROUND.close();
  }

  @Test
  void eachCombinationIsAccepted(@TempDir Path folder) throws IOException {
    List<List<String>> combinations = combinations();
    int tried = 0;
    for (List<String> components : combinations) {
      CommandResult applied =
          KUBECTL.run(
              "apply",
              "--dry-run=server",
              "--server-side",
              "--force-conflicts",
              "--validate=strict",
              "--filename=" + render(folder, components),
              "--filename=" + KARPENTER);
      assertThat(applied.exitCode()).as(components + "\n" + applied.output()).isZero();
      assertThat(applied.stdout())
          .contains("nodepool.karpenter.sh/spot ", "ec2nodeclass.karpenter.k8s.aws/spot ");
      System.out.printf("%2d objects accepted: %s%n", applied.stdout().lines().count(), components);
      tried++;
    }
    System.out.printf(
        "%d combinations of %s accepted, each with %s%n",
        tried, components(), KARPENTER.getFileName());
    assertThat(tried).isEqualTo(combinations.size()).isGreaterThan(components().size());
  }

  /** A Deployment that makes refused pods is accepted, so the pods themselves are tried. */
  @Test
  void theirPodsPassPodSecurityRestricted(@TempDir Path folder) throws IOException {
    List<ObjectNode> pods = pods(render(folder, components()));
    assertThat(pods).hasSizeGreaterThanOrEqualTo(2);
    for (ObjectNode pod : pods) {
      CommandResult created = create(folder, pod);
      assertThat(created.exitCode()).as(created.output()).isZero();

      pod.withObject("/spec").put("hostNetwork", true);
      CommandResult refused = create(folder, pod);
      assertThat(refused.stderr()).contains("violates PodSecurity \"restricted:");
    }
  }

  private static List<String> components() throws IOException {
    try (Stream<Path> found = Files.list(FOLDER.resolve("components"))) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** None, each alone and all; with full counts every subset. */
  private static List<List<String>> combinations() throws IOException {
    List<String> all = components();
    List<List<String>> every =
        IntStream.range(0, 1 << all.size())
            .mapToObj(set ->
                IntStream.range(0, all.size())
                    .filter(i -> (set >> i & 1) == 1)
                    .mapToObj(all::get)
                    .toList())
            .toList();
    return Counts.isFull()
        ? every
        : every.stream().filter(set -> set.size() <= 1 || set.size() == all.size()).toList();
  }

  private static Path render(Path folder, List<String> components) throws IOException {
    // Kustomize takes bases by relative paths only.
    Path up = folder.toRealPath().relativize(FOLDER.toRealPath());
    String kustomization =
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - "
            + up
            + "\ncomponents:"
            + (components.isEmpty() ? " []" : "")
            + components.stream()
                .map(component -> "\n  - " + up.resolve("components").resolve(component))
                .collect(Collectors.joining())
            + "\n";
    Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
    CommandResult rendered = KUBECTL.run("kustomize", folder.toString()).orThrow();
    return Files.writeString(folder.resolve("rendered.yaml"), rendered.stdout());
  }

  private static List<ObjectNode> pods(Path rendered) throws IOException {
    List<ObjectNode> pods = new ArrayList<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered.toFile())) {
      while (documents.hasNext()) {
        JsonNode object = documents.next();
        JsonNode spec = object.path("spec");
        JsonNode template =
            spec.has("jobTemplate")
                ? spec.path("jobTemplate").path("spec").path("template")
                : spec.path("template");
        if (template.has("spec")
            && object.path("metadata").path("namespace").asText().equals("spot-scaling")) {
          ObjectNode pod = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
          pod.putObject("metadata")
              .put("name", "try-" + object.path("metadata").path("name").asText())
              .put("namespace", "spot-scaling");
          ObjectNode podSpec = template.path("spec").deepCopy();
          podSpec.remove("serviceAccountName"); // that of a component is not there in a dry run
          pod.set("spec", podSpec);
          pods.add(pod);
        }
      }
    }
    return pods;
  }

  private static CommandResult create(Path folder, ObjectNode pod) throws IOException {
    Path file = folder.resolve("pod.yaml");
    YAML.writeValue(file.toFile(), pod);
    return KUBECTL.run("create", "--dry-run=server", "--validate=strict", "--filename=" + file);
  }
}
