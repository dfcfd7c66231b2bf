package io.github.spotaware.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BenchE2E {

  static List<Boolean> measuresCordonsAndLeavesNothingRunning() {
    return Counts.isFull() ? List.of(false, true) : List.of(true);
  }

  @ParameterizedTest(name = "webhooks stopped: {0}")
  @MethodSource
  void measuresCordonsAndLeavesNothingRunning(boolean webhooksStopped) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("cordon", "--count=4", "--json"));
    if (webhooksStopped) {
      arguments.add("--webhooks-stopped");
    }
    Process bench = start(arguments);
    String output = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bench.waitFor()).as(output).isZero();
    System.out.println(output);

    JsonNode figures = new ObjectMapper().readTree(output.strip().lines().toList().getLast());
    assertThat(figures.path("cordons").asInt()).isEqualTo(4);
    assertThat(figures.path("unanswered").asInt(-1)).isZero();
    assertThat(figures.at("/answeredToPersistedMillis/p50").asDouble()).isPositive();
    assertThat(figures.at("/patchMillis/p50").asDouble()).isPositive();
    if (webhooksStopped) {
      assertThat(figures.at("/writtenBy/spot-aware-scaler").asInt()).isEqualTo(4);
    }
    String folder = ProjectRoot.find().resolve("e2e/target/bench/").toString();
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(folder)))
        .as("what is left running")
        .isEmpty();
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-De2e.root=" + ProjectRoot.find(),
                "-cp",
                System.getProperty("java.class.path"),
                Bench.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
