package io.github.spotaware.e2e.contract;

import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cluster that starts when the first test asks for it and ends with the JVM. */
final class RunningCluster {
  private static final String FOLDER =
      System.getProperty("e2e.folder", "scenarios-1").replace("scenarios", "contract");
  private static final Duration DELAY = Duration.ofSeconds(1);

  private final String kind;
  private final UnaryOperator<PlaygroundOptions> options;
  private @Nullable ContractCluster instance;

  private RunningCluster(String kind, UnaryOperator<PlaygroundOptions> options) {
    this.kind = kind;
    this.options = options;
  }

  static RunningCluster real() {
    return new RunningCluster("real", UnaryOperator.identity());
  }

  static RunningCluster sandbox() {
    return new RunningCluster("sandbox", PlaygroundOptions::onSandbox);
  }

  synchronized ContractCluster get() {
    if (instance == null) {
      PlaygroundHandle playground =
          Playgrounds.start(
              options.apply(
                  PlaygroundOptions.named("contract-" + kind + "-" + ProcessHandle.current().pid())
                      .withoutProject()
                      .withFolder(Path.of("target/e2e", FOLDER + "-" + kind))
                      .withPodDelays(DELAY, DELAY)));
      ContractCluster started = ContractCluster.of(playground);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    started.client().close();
                    playground.close();
                  },
                  "contract-down"));
      instance = started;
    }
    return instance;
  }
}
