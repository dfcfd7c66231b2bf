package io.github.spotaware.e2e.controlplane;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What control plane to start.
 *
 * @param folder holds its data, keys and logs; must not hold those of another
 * @param binaries its programs
 * @param nodes how many nodes kwok fakes, {@code node-1} and on; at least 0
 * @param podReadyDelay from a pod's binding to its readiness
 * @param podStopDelay from a pod's deletionTimestamp until it is gone
 * @param notFaked pods that kwok leaves alone: values of the label {@code app.kubernetes.io/name}
 */
public record ControlPlaneSpec(
    Path folder,
    KubeBinaries binaries,
    int nodes,
    Duration podReadyDelay,
    Duration podStopDelay,
    List<String> notFaked) {

  /** Checks the bounds. */
  public ControlPlaneSpec {
    folder = folder.toAbsolutePath();
    notFaked = List.copyOf(notFaked);
    if (nodes < 0 || podReadyDelay.isNegative() || podStopDelay.isNegative()) {
      throw new IllegalArgumentException("the count of nodes and the delays must not be negative");
    }
  }
}
