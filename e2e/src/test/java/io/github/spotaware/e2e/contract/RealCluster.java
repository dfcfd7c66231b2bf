package io.github.spotaware.e2e.contract;

import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a contract on the real control plane. That starts when the first test asks for it and ends
 * with the last of JUnit's run, as here each class that Maven finds is one.
 */
final class RealCluster implements ParameterResolver {
  private static final String FOLDER =
      System.getProperty("e2e.folder", "scenarios-1").replace("scenarios", "contract");
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(RealCluster.class);

  /** Closed by JUnit. */
  private record Started(PlaygroundHandle playground, ContractCluster cluster)
      implements AutoCloseable {

    static Started start() {
      PlaygroundHandle playground =
          Playgrounds.start(
              PlaygroundOptions.named("contract-" + ProcessHandle.current().pid())
                  .withoutProject()
                  .withFolder(Path.of("target/e2e", FOLDER))
                  .withPodDelays(DELAY, DELAY));
      return new Started(playground, ContractCluster.of(playground));
    }

    @Override
    public void close() {
      cluster.client().close();
      playground.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ContractCluster.class;
  }

  @Override
  public ContractCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(Started.class, _ -> Started.start(), Started.class)
        .cluster();
  }
}
