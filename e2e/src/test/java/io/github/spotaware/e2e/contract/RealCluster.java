package io.github.spotaware.e2e.contract;

import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The real control plane. It starts when the first test asks for it and ends with the JVM. */
final class RealCluster {
  private static final String FOLDER =
      System.getProperty("e2e.folder", "scenarios-1").replace("scenarios", "contract");
  private static final Duration DELAY = Duration.ofSeconds(1);

  private static @Nullable ContractCluster instance;

  private RealCluster() {}

  static synchronized ContractCluster get() {
    if (instance == null) {
      PlaygroundHandle playground =
          Playgrounds.start(
              PlaygroundOptions.named("contract-" + ProcessHandle.current().pid())
                  .withoutProject()
                  .withFolder(Path.of("target/e2e", FOLDER))
                  .withPodDelays(DELAY, DELAY));
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
