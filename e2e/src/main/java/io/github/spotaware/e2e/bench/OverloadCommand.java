package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Stage;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./bench overload}. */
@Command(
    name = "overload",
    description = {
      "Many evictions at once, of pods of labelled Deployments and of others, with all limits at"
          + " their defaults; and before that the same evictions and scale-ups without the"
          + " webhooks, in the same run.",
      "Progress goes to standard error, the figures to standard output. 2000 evictions take some"
          + " ten minutes."
    })
final class OverloadCommand implements Callable<Integer> {

  private static final Duration READY = Duration.ofSeconds(1);

  @Option(
      names = "--labelled",
      paramLabel = "N",
      defaultValue = "500",
      description = "How many labelled Deployments. Default: 500.")
  private int labelled = 500;

  @Option(
      names = "--plain",
      paramLabel = "N",
      defaultValue = "1500",
      description = "How many pods that are not protected. Default: 1500.")
  private int plain = 1500;

  @Option(
      names = "--drains",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many accounts evict them. Default: 20.")
  private int drains = 20;

  @Option(names = "--json", description = "Prints some figures as JSON, as the last line.")
  private boolean json;

  private final AtomicBoolean ending = new AtomicBoolean();

  @Override
  public Integer call() {
    OverloadResult result = measure(new OverloadSize(labelled, plain, drains), this::say, ending);
    result.print(System.out);
    if (json) {
      System.out.println(result.json());
    }
    return 0;
  }

  /** On a playground of its own, with the configuration that is shipped. */
  static OverloadResult measure(OverloadSize size, Progress progress, AtomicBoolean ending) {
    PlaygroundOptions options =
        PlaygroundOptions.named("bench-overload")
            .withFolder(ProjectRoot.find().resolve("e2e/target/bench-overload"))
            .withNodes(size.nodes())
            .withPodDelays(READY, READY);
    try (Stage stage = Stage.open(options, progress, ending);
        OverloadBench bench = new OverloadBench(stage.playground(), size, progress)) {
      return bench.run();
    }
  }

  private void say(String line) {
    if (!ending.get()) {
      System.err.println("bench: " + line);
    }
  }
}
