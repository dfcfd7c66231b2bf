package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./bench start}. */
@Command(
    name = "start",
    description = {
      "How long a webhook and the scaler of the images take from their start until they are ready,"
          + " and how much memory they have three seconds later: with the AOT cache, as they are"
          + " shipped, against the same image without it.",
      "Progress goes to standard error, the figures to standard output."
    })
final class StartCommand implements Callable<Integer> {

  private static final List<String> PROCESSES = List.of("webhook-0", "scaler");

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many starts of each kind. Default: 10.")
  private int count = 10;

  @Option(names = "--json", description = "Prints the figures as JSON, as the last line.")
  private boolean json;

  private final AtomicBoolean ending = new AtomicBoolean();

  @Override
  public Integer call() {
    if (count < 1) {
      throw new IllegalArgumentException("--count is 1 or more");
    }
    PlaygroundOptions options =
        PlaygroundOptions.named("bench")
            .withFolder(ProjectRoot.find().resolve("e2e/target/bench"))
            .packaged();
    List<StartResult> results = new ArrayList<>();
    try (Stage stage = Stage.open(options, this::say, ending)) {
      for (String process : PROCESSES) {
        results.add(new StartBench(stage.playground(), process, this::say).run(count));
      }
    }
    StartResult.print(System.out, results);
    if (json) {
      System.out.println(StartResult.json(results));
    }
    return 0;
  }

  private void say(String line) {
    if (!ending.get()) {
      System.err.println("bench: " + line);
    }
  }
}
