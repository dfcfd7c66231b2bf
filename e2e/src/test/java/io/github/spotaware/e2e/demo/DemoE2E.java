package io.github.spotaware.e2e.demo;

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
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario as people run it, in a process of its own. */
final class DemoE2E {

  /** A scenario, and what has to be told in this order. */
  enum Told {
    DRAIN(
        "NO POD SERVES: downtime of twin begins",
        "downtime of twin ends after",
        "2. The same with the label",
        "web's schedule Raising",
        "Event EvictionAllowed",
        "scales web from 2 to 1"),
    SPOT(
        "taints node-",
        "scales web from 1 to 2",
        "serving pods: 2",
        "the notice is over",
        "cordoned already",
        "goes through, asked",
        "is drained",
        "is gone: its machine is taken away",
        "scales web from 2 to 1"),
    TWO_NODES("has both nodes drained at once", "is drained", "is drained", "most pods at a time"),
    NEVER_READY(
        "asks again in 5 s: Waiting: the eviction of pod web-",
        "NO POD SERVES: downtime of web begins",
        "puts the image back",
        "downtime of web ends after",
        "scales web from 2 to 1"),
    HPA("minReplicas goes from 1 to 2", "is drained", "minReplicas goes from 2 to 1"),
    SCALER_KILLED(
        "is drained",
        "kills the scaler (SIGKILL)",
        "3 s overdue, and web at 2 replicas; starts the scaler again",
        "scales web from 2 to 1"),
    WEBHOOKS_KILLED(
        "Waits until its backstop is in effect",
        "kills both webhooks (SIGKILL)",
        "is refused by its PodDisruptionBudget",
        "starts both webhooks again",
        "scales web from 2 to 1",
        "the drain took"); // before or after: the webhooks start again in their own time

    private final List<String> lines;

    Told(String... lines) {
      this.lines = List.of(lines);
    }

    String scenario() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record Run(int code, String output) {

    JsonNode figures() throws IOException {
      return new ObjectMapper().readTree(output.strip().lines().toList().getLast());
    }
  }

  /** All of them with {@code -Pfull}; else the first two. */
  @ParameterizedTest
  @MethodSource
  void showsWhatItSaysOnTheEmbeddedCluster(Told told) throws Exception {
    showsWhatItSays(told);
  }

  static List<Told> showsWhatItSaysOnTheEmbeddedCluster() {
    return Counts.isFull() ? List.of(Told.values()) : List.of(Told.DRAIN, Told.SPOT);
  }

  /** All of them with {@code -Pfull}; else the first. */
  @ParameterizedTest
  @MethodSource
  void showsWhatItSaysOnTheRealOne(Told told) throws Exception {
    showsWhatItSays(told, "--real");
  }

  static List<Told> showsWhatItSaysOnTheRealOne() {
    return Counts.isFull() ? List.of(Told.values()) : List.of(Told.DRAIN);
  }

  private static void showsWhatItSays(Told told, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--json", "--scenario=" + told.scenario()));
    Run run = demo(arguments.toArray(String[]::new));

    System.out.println(run.output());
    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output()).containsSubsequence(told.lines).doesNotContain("NOT AS IT SHOULD BE");
    JsonNode figures = run.figures();
    assertThat(figures.path("ok").asBoolean()).isTrue();
    assertThat(figures.path("scenario").asText()).isEqualTo(told.scenario());
    if (told == Told.DRAIN) {
      assertFiguresOfBoth(figures);
    }
    assertNothingRuns();
  }

  /** What programs read. */
  private static void assertFiguresOfBoth(JsonNode figures) {
    assertThat(figures.at("/unlabelled/downtimeSeconds").asDouble()).isGreaterThan(1);
    assertThat(figures.at("/unlabelled/drainSeconds").asDouble()).isPositive();
    assertThat(figures.at("/labelled/downtimeSeconds").asDouble(-1)).isZero();
    assertThat(figures.at("/labelled/mostPods").asInt()).isPositive();
    assertThat(figures.at("/labelled/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void listsAllScenariosAndKnowsNoOthers() throws Exception {
    Run list = demo("--list");
    assertThat(list.code()).isZero();
    for (Scenario scenario : Scenarios.ALL) {
      assertThat(list.output()).contains("\n  " + scenario.description().getFirst());
      assertThat(list.output().lines()).contains(scenario.name());
    }
    assertThat(Stream.of(Told.values()).map(Told::scenario))
        .as("those that are played here")
        .containsExactlyElementsOf(Scenarios.ALL.stream().map(Scenario::name).toList());
    assertThat(demo("--scenario=other").code()).isEqualTo(2);
  }

  private static Run demo(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-De2e.root=" + ProjectRoot.find(),
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName()));
    command.addAll(List.of(arguments));
    Process demo =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(demo.waitFor(), output);
  }

  private static void assertNothingRuns() {
    String folder = ProjectRoot.find().resolve("e2e/target/demo/").toString();
    assertThat(
            ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(folder)))
        .as("what is left running")
        .isEmpty();
  }
}
