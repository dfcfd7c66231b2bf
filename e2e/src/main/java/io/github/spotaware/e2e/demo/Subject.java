package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.observe.PodChange;
import io.github.spotaware.e2e.observe.PodStage;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A Deployment of an act, whose pods are watched.
 *
 * @param pod its first pod
 * @param node the node of that
 */
record Subject(String name, String pod, String node, Workloads workloads, ServingWatch watch) {

  /** The first time that another pod than the first one served. */
  Optional<Instant> replaced() {
    return watch.changes().stream()
        .filter(change -> change.stage() == PodStage.SERVING && !change.pod().equals(pod))
        .map(PodChange::time)
        .findFirst();
  }

  /**
   * What has come of it up to now.
   *
   * @param drain how long that of its node took
   */
  Figures figures(Duration drain) {
    return new Figures(
        watch.downtime(),
        drain,
        watch.maxActive(),
        workloads.replicas(name),
        workloads.schedule(name).isPresent() ? 1 : 0);
  }
}
