package io.github.spotaware.e2e.contract;

import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Kubectl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** kubectl in the hands of a test. */
final class TestKubectl {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Of its own: what another cluster served at the same address is no good here. */
  private static final Path CACHE =
      Path.of("target", "e2e", "kubectl-cache-" + ProcessHandle.current().pid());

  private TestKubectl() {}

  /** Runs it in this namespace, where it is not empty. */
  static CommandResult run(ContractCluster cluster, String namespace, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--cache-dir=" + CACHE));
    if (!namespace.isEmpty()) {
      all.add("--namespace=" + namespace);
    }
    all.addAll(List.of(arguments));
    return new Kubectl(cluster.kubectl(), cluster.kubeconfig(), BOUND)
        .run(all.toArray(String[]::new));
  }
}
