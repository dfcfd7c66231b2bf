package io.github.spotaware.e2e.controlplane;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How kwok fakes nodes and pods: its own stages, with our delays. One pod differs from the others
 * if it carries {@code pod-ready.stage.kwok.x-k8s.io/delay} or {@code pod-delete...} as an
 * annotation, e.g. {@code 1h} for one that does not become Ready.
 *
 * @param podReadyDelay from a pod's binding to its readiness
 * @param podStopDelay from a pod's deletionTimestamp until it is gone
 * @param notFaked pods to leave alone: values of the label {@code app.kubernetes.io/name}
 */
record KwokStages(Duration podReadyDelay, Duration podStopDelay, List<String> notFaked) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Writes the configuration for kwok, made from the stages in the folder {@code source}. */
  Path write(Path source, Path target) {
    try {
      String stages =
          String.join(
              "",
              read(source.resolve("node/fast/node-initialize.yaml"), Optional.empty()),
              read(
                  source.resolve("node/heartbeat-with-lease/node-heartbeat-with-lease.yaml"),
                  Optional.empty()),
              read(source.resolve("pod/fast/pod-ready.yaml"), Optional.of(podReadyDelay)),
              read(source.resolve("pod/fast/pod-complete.yaml"), Optional.empty()),
              read(source.resolve("pod/fast/pod-delete.yaml"), Optional.of(podStopDelay)));
      return Files.writeString(target, stages);
    } catch (IOException e) {
      throw new EnvironmentException(
          "could not prepare kwok's stages from " + source + ": " + e.getMessage(), e);
    }
  }

  private String read(Path file, Optional<Duration> delay) throws IOException {
    ObjectNode stage = (ObjectNode) YAML.readTree(file.toFile());
    if (!notFaked.isEmpty() && stage.at("/spec/resourceRef/kind").asText().equals("Pod")) {
      ObjectNode ours =
          stage.withObject("/spec/selector").withArray("matchExpressions").addObject();
      ours.put("key", ".metadata.labels[\"app.kubernetes.io/name\"]").put("operator", "NotIn");
      notFaked.forEach(ours.putArray("values")::add);
    }
    delay.ifPresent(duration -> {
      String name = stage.path("metadata").path("name").asText();
      ObjectNode node = stage.withObject("/spec/delay");
      node.put("durationMilliseconds", duration.toMillis());
      node.putObject("durationFrom")
          .put(
              "expressionFrom",
              ".metadata.annotations[\"%s.stage.kwok.x-k8s.io/delay\"]".formatted(name));
    });
    return YAML.writeValueAsString(stage);
  }
}
