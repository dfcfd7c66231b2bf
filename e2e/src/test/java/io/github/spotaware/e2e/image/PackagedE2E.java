package io.github.spotaware.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files of the images do what the build tree does; all other tests run on them on request. */
final class PackagedE2E {

  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void whatShipsProtects() throws IOException {
    try (PlaygroundHandle playground =
            Playgrounds.start(
                PlaygroundOptions.named("packaged-" + ProcessHandle.current().pid())
                    .withFolder(Path.of("target/e2e/packaged"))
                    .withSetting("scale-down-delay", "5")
                    .packaged());
        KubernetesClient client = playground.client()) {
      for (String process : List.of("webhook-0", "webhook-1", "scaler")) {
        assertThat(mapped(playground, process))
            .as("what %s has in memory", process)
            .anyMatch(file -> file.endsWith("/app/" + module(process) + ".aot"))
            .anyMatch(file -> file.endsWith("/opt/java/lib/modules"))
            .noneMatch(file -> file.contains("/.m2/"));
      }
      Workloads workloads = new Workloads(client, "shop");
      workloads.createNamespace();
      Workload web = Workload.named("web").labelled();
      workloads.deploy(web);
      String node = workloads.node("web");
      try (ServingWatch watch = workloads.watch(web)) {
        watch.awaitServing(1, BOUND);
        watch.markStart();
        CommandResult drain =
            Kubectl.of(playground)
                .run("drain", node, "--ignore-daemonsets", "--force", "--timeout=60s");

        assertThat(drain.exitCode()).as(drain.output()).isZero();
        workloads.awaitBackAtOne("web", BOUND);
        assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
      }
    }
  }

  private static String module(String process) {
    return process.replaceFirst("-[0-9]+$", "");
  }

  /** The files that the process has mapped; an AOT cache that it left aside is not among them. */
  private static List<String> mapped(PlaygroundHandle playground, String process)
      throws IOException {
    long pid = playground.pid(process).orElseThrow();
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).stream()
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .distinct()
        .toList();
  }
}
