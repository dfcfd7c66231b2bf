package io.github.spotaware.e2e.contract;

import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Playgrounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a contract on a cluster. That starts when the first test asks for it and ends with the last
 * of JUnit's run, as here each class that Maven finds is one.
 */
abstract class RunningCluster implements ParameterResolver {
  private static final String FOLDER =
      System.getProperty("e2e.folder", "scenarios-1").replace("scenarios", "contract");
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(RunningCluster.class);

  private final String kind;
  private final UnaryOperator<PlaygroundOptions> options;

  /**
   * @param kind of cluster, for names
   */
  RunningCluster(String kind, UnaryOperator<PlaygroundOptions> options) {
    this.kind = kind;
    this.options = options;
  }

  /** Closed by JUnit. */
  private record Started(PlaygroundHandle playground, ContractCluster cluster)
      implements AutoCloseable {

    static Started start(String kind, UnaryOperator<PlaygroundOptions> options) {
      PlaygroundHandle playground =
          Playgrounds.start(
              options.apply(
                  PlaygroundOptions.named("contract-" + kind + "-" + ProcessHandle.current().pid())
                      .withoutProject()
                      .withFolder(Path.of("target/e2e", FOLDER + "-" + kind))
                      .withPodDelays(DELAY, DELAY)));
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
        .computeIfAbsent(kind, _ -> Started.start(kind, options), Started.class)
        .cluster();
  }
}
