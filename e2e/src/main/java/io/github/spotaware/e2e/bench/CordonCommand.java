package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./bench cordon}. */
@Command(
    name = "cordon",
    description = {
      "How long after the cordon of a node the labelled Deployment with a pod there wants 2"
          + " replicas, and how that compares with a bare PATCH of the same Deployment in the same"
          + " run.",
      "Progress goes to standard error, the figures to standard output. 200 cordons take some"
          + " minutes."
    })
final class CordonCommand implements Callable<Integer> {

  private static final Duration POD_DELAY = Duration.ofMillis(100);

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many cordons. Default: 200.")
  private int count = 200;

  @Option(
      names = "--webhooks-stopped",
      description = "With both webhooks stopped: the scaler alone answers.")
  private boolean webhooksStopped;

  @Option(
      names = "--bound",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long to wait for the answer to a cordon. Default: 5.")
  private int boundSeconds = 5;

  @Option(names = "--json", description = "Prints the figures as JSON, as the last line.")
  private boolean json;

  private final AtomicBoolean ending = new AtomicBoolean();

  @Override
  public Integer call() {
    if (count < 1 || boundSeconds < 1) {
      throw new IllegalArgumentException("--count and --bound are 1 or more");
    }
    Duration bound = Duration.ofSeconds(boundSeconds);
    CordonResult result = new CordonResult(measure(bound), webhooksStopped, bound);
    if (!result.hasFigures()) {
      throw CordonBench.hopeless(bound);
    }
    result.print(System.out);
    if (json) {
      System.out.println(result.json());
    }
    return 0;
  }

  /** With the configuration that is shipped; only the pods are quick. */
  private List<CordonSample> measure(Duration bound) {
    PlaygroundOptions options =
        PlaygroundOptions.named("bench")
            .withFolder(ProjectRoot.find().resolve("e2e/target/bench"))
            .withPodDelays(POD_DELAY, POD_DELAY);
    try (Stage stage = Stage.open(options, this::say, ending);
        CordonBench bench = new CordonBench(stage.playground(), bound, this::say)) {
      if (webhooksStopped) {
        stage.playground().stop("webhook");
        say("both webhooks are stopped");
      }
      return bench.run(count);
    }
  }

  private void say(String line) {
    if (!ending.get()) {
      System.err.println("bench: " + line);
    }
  }
}
