package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DemoE2E {

  @Test
  void showsDowntimeWithoutTheLabelAndNoneWithIt() throws Exception {
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-De2e.root=" + ProjectRoot.find(),
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName(),
                "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(demo.waitFor()).as(output).isZero();

    JsonNode figures = new ObjectMapper().readTree(output.strip().lines().toList().getLast());
    assertThat(figures.at("/unlabelled/downtimeSeconds").asDouble()).isGreaterThan(2);
    assertThat(figures.at("/labelled/downtimeSeconds").asDouble(-1)).isZero();
    assertThat(figures.at("/labelled/replicas").asInt()).isEqualTo(1);
    assertThat(output)
        .contains(
            "NO POD SERVES", "schedule Raising", "Event EvictionAllowed", "scales web from 2 to 1");
    String folder = ProjectRoot.find().resolve("e2e/target/demo/").toString();
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(folder)))
        .as("what is left running")
        .isEmpty();
  }
}
