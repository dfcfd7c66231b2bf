package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.spotaware.e2e.controlplane.ForeignCrds;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each combination of components, rendered by the real kubectl and given to the real API server
 * with the definitions of cert-manager and of the Prometheus operator.
 */
@E2E
final class ComponentsE2E {

  private static final Path FOLDER = ProjectRoot.find().resolve("k8s-manifests");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /**
   * They stay: a definition that is deleted within seconds of its creation may take minutes to go
   * (crd_finalizer.go: "storage is (re)initializing").
   */
  @BeforeEach
  void install(Scenario scenario) {
    ForeignCrds foreign = ForeignCrds.build(ProjectRoot.find());
    for (Path each : List.of(foreign.certManager(), foreign.prometheusOperator())) {
      scenario.kubectl("apply", "--server-side", "--filename=" + each).orThrow();
      scenario
          .kubectl("wait", "--for=condition=Established", "--filename=" + each, "--timeout=60s")
          .orThrow();
    }
  }

  @Test
  void eachCombinationIsAccepted(Scenario scenario, @TempDir Path folder) throws IOException {
    List<List<String>> combinations = combinations();
    int tried = 0;
    for (List<String> components : combinations) {
      Path rendered = render(scenario, folder, components);
      CommandResult applied =
          scenario
              .kubectl()
              .run(
                  List.of(
                      "apply",
                      "--dry-run=server",
                      "--server-side",
                      "--force-conflicts",
                      "--validate=strict",
                      "--filename=" + rendered),
                  _ -> {});
      assertThat(applied.exitCode()).as(components + "\n" + applied.output()).isZero();
      tried++;
    }
    System.out.printf("%d combinations of %s accepted%n", tried, components());
    assertThat(tried).isEqualTo(combinations.size()).isGreaterThan(components().size());
  }

  /** A Deployment that makes refused pods is accepted, so the pods themselves are tried. */
  @Test
  void theirPodsPassPodSecurityRestricted(Scenario scenario, @TempDir Path folder)
      throws IOException {
    List<ObjectNode> pods = pods(render(scenario, folder, components()));
    assertThat(pods).hasSizeGreaterThanOrEqualTo(2);
    for (ObjectNode pod : pods) {
      CommandResult created = create(scenario, folder, pod);
      assertThat(created.exitCode()).as(created.output()).isZero();

      pod.withObject("/spec").put("hostNetwork", true);
      CommandResult refused = create(scenario, folder, pod);
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

  private static Path render(Scenario scenario, Path folder, List<String> components)
      throws IOException {
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
    CommandResult rendered =
        scenario.kubectl().run(List.of("kustomize", folder.toString()), _ -> {}).orThrow();
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

  private static CommandResult create(Scenario scenario, Path folder, ObjectNode pod)
      throws IOException {
    Path file = folder.resolve("pod.yaml");
    YAML.writeValue(file.toFile(), pod);
    return scenario
        .kubectl()
        .run(
            List.of("create", "--dry-run=server", "--validate=strict", "--filename=" + file),
            _ -> {});
  }
}
