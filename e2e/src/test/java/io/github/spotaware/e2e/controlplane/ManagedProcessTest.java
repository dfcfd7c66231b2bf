package io.github.spotaware.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.e2e.controlplane.ProcessStatus.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedProcessTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  @TempDir private Path temporary = Path.of("");

  private final Queue<ProcessStatus> exits = new ConcurrentLinkedQueue<>();
  private final Queue<ManagedProcess> started = new ConcurrentLinkedQueue<>();

  @AfterEach
  void end() {
    started.forEach(ManagedProcess::kill);
  }

  @Test
  void reportsAnEndThatNobodyAskedFor() {
    ManagedProcess process = shell("echo broken; exit 7");
    Await.until("the report", Deadline.after(BOUND), () -> !exits.isEmpty());
    assertThat(exits.element().exitCode()).hasValue(7);
    assertThat(process.status().phase()).isEqualTo(Phase.EXITED);
    assertThatThrownBy(() -> process.awaitReady(Deadline.after(BOUND)))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("broken");
  }

  @Test
  void stopsWithTermAndStartsAgain() {
    ManagedProcess process = shell("trap 'exit 3' TERM; echo up; while :; do sleep 0.05; done");
    awaitLog(process, "up");
    process.stop();
    assertThat(process.status().phase()).isEqualTo(Phase.STOPPED);
    assertThat(process.status().exitCode()).hasValue(3);
    process.start();
    assertThat(process.status().phase()).isEqualTo(Phase.RUNNING);
    assertThat(exits).isEmpty();
  }

  @Test
  void killsWhatIgnoresTermAlsoWhenItIsPaused() {
    ManagedProcess process = shell("trap '' TERM; echo up; while :; do sleep 0.05; done");
    awaitLog(process, "up");
    process.pause();
    assertThat(process.status().phase()).isEqualTo(Phase.PAUSED);
    process.stop(Duration.ofMillis(200));
    assertThat(process.status().exitCode()).hasValue(137);
  }

  @Test
  void inheritsNoEnvironment() {
    ManagedProcess process = shell("echo \"home=$HOME given=$GIVEN.\"");
    awaitLog(process, "home= given=yes.");
  }

  private ManagedProcess shell(String script) {
    ProcessSpec spec =
        new ProcessSpec(
            "shell",
            List.of("/bin/sh", "-c", script),
            Map.of("GIVEN", "yes", "PATH", "/usr/bin:/bin"),
            temporary,
            temporary.resolve("log"),
            Optional.empty(),
            BOUND);
    ManagedProcess process = new ManagedProcess(spec, exits::add);
    started.add(process);
    process.start();
    return process;
  }

  private static void awaitLog(ManagedProcess process, String text) {
    Path log = process.status().log();
    Await.until(
        "'" + text + "' in the log",
        Deadline.after(BOUND),
        () -> org.assertj.core.util.Files.contentOf(log.toFile(), "UTF-8").contains(text));
  }
}
