package io.github.spotaware.e2e.demo.drain;

import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Kubectl;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The real kubectl. */
public record KubectlDrain(Kubectl kubectl) implements DrainClient {

  /** So much longer than its own deadline it may take, which it does not keep in a call. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  @Override
  public String actor() {
    return "kubectl";
  }

  @Override
  public CommandResult drain(String node, Duration bound, Consumer<String> lines) {
    return kubectl
        .within(bound.plus(GRACE))
        .run(
            List.of("drain", node, "--timeout=" + bound.toSeconds() + "s"),
            line -> lines.accept(KubectlWords.of(line)));
  }
}
