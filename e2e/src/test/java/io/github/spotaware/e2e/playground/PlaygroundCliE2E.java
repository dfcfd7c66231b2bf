package io.github.spotaware.e2e.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.Slow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class PlaygroundCliE2E {

  private static final Duration BOUND = Duration.ofSeconds(20);

  private final String name = "cli-" + ProcessHandle.current().pid();

  @AfterEach
  void takeDown() throws Exception {
    run("down");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nothingOutlivesASupervisorThatIsKilled() throws Exception {
    assertThat(up().output())
        .as("stdout is fit for eval")
        .matches("export KUBECONFIG='[^']+'\nexport PATH='[^']+':\"\\$PATH\"\n");
    ProcessHandle supervisor = supervisor();
    List<ProcessHandle> children = supervisor.children().toList();
    assertThat(children).hasSize(5);

    supervisor.destroyForcibly();
    Await.until(
        "all children to die",
        Deadline.after(BOUND),
        () -> children.stream().noneMatch(PlaygroundCliE2E::runs));
    assertThat(run("status").code()).isEqualTo(1);
    assertThat(up().code()).as("a stale folder is no obstacle").isZero();
  }

  @Test
  void refusesASecondOfItsNameAndEndsAllOnDown() throws Exception {
    assertThat(up().code()).isZero();
    assertThat(up().code()).isEqualTo(1);
    assertThat(run("status").output()).contains("kube-apiserver");
    List<ProcessHandle> all = new ArrayList<>(supervisor().children().toList());
    all.add(supervisor());

    assertThat(run("down").code()).isZero();
    // The last steps of an exit follow the end of the lock.
    Await.until(
        "the supervisor's exit",
        Deadline.after(Duration.ofMillis(500)),
        () -> all.stream().noneMatch(PlaygroundCliE2E::runs));
    assertThat(PlaygroundFolder.named(name).path()).doesNotExist();
  }

  @Test
  @Slow
  void endsItselfAfterItsTimeToLive() throws Exception {
    assertThat(up("--ttl=20s").code()).isZero();
    ProcessHandle supervisor = supervisor();
    Await.until("its end", Deadline.after(BOUND.plusSeconds(10)), () -> !runs(supervisor));
    assertThat(PlaygroundFolder.named(name).path()).doesNotExist();
  }

  private record Result(int code, String output) {}

  private Result up(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("up", "--without-project", "--nodes=1"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Result run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-De2e.root=" + ProjectRoot.find());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Playground.class.getName());
    command.addAll(List.of(arguments));
    command.add("--name=" + name);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private ProcessHandle supervisor() throws Exception {
    Matcher pid = Pattern.compile("supervisor pid +([0-9]+)").matcher(run("status").output());
    assertThat(pid.find()).isTrue();
    return ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow();
  }

  /** A dead process whose new parent has not noticed yet does not run. */
  private static boolean runs(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException _) {
      return process.isAlive() && !Files.isDirectory(Path.of("/proc/self"));
    }
  }
}
