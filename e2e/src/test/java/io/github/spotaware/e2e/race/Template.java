package io.github.spotaware.e2e.race;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;

/**
 * What pods are rolled out. The same one again, after another, is a rollback.
 *
 * @param image of the pods' one container
 * @param readyAfter how long they take to become Ready
 */
record Template(String image, Duration readyAfter) {

  /** What this pod was made from. */
  static Template of(Pod pod) {
    String delay = pod.getMetadata().getAnnotations().getOrDefault(Workload.READY_DELAY, "0ms");
    return new Template(
        pod.getSpec().getContainers().getFirst().getImage(),
        Duration.ofMillis(Long.parseLong(delay.replace("ms", ""))));
  }

  /** Rolls it out: returns the Deployment as the API server stored it. */
  Deployment rollOut(Subject subject) {
    return subject.patch(
        """
        {"spec": {"template": {
          "metadata": {"annotations": {"%s": "%dms"}},
          "spec": {"containers": [{"name": "main", "image": "%s"}]}}}}
        """
            .formatted(Workload.READY_DELAY, readyAfter.toMillis(), image));
  }
}
