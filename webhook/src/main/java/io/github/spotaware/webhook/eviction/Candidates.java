package io.github.spotaware.webhook.eviction;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.EvictionSnapshot;
import io.github.spotaware.kubernetes.LabelledDeployments.Labelled;
import io.github.spotaware.process.Cluster;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.workload.Ownership;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the labelled Deployment of a pod, and reads it live. */
final class Candidates {
  private Candidates() {}

  /**
   * Of the labelled Deployments whose selector matches the pod, the one that the owner chain names;
   * failing that, one for which the chain can't be read.
   */
  static EvictionSnapshot read(EvictionRequest request, Cluster cluster) {
    Optional<PodState> pod = cluster.reader().pod(request.namespace(), request.podName());
    if (pod.isEmpty()) {
      return new EvictionSnapshot(pod, Optional.empty());
    }
    Optional<WorkloadSnapshot> best = Optional.empty();
    for (DeploymentRef candidate : matching(pod.get(), cluster)) {
      WorkloadSnapshot workload = cluster.read(candidate);
      Ownership ownership = Ownership.of(pod.get(), workload);
      if (ownership == Ownership.OWNED) {
        return new EvictionSnapshot(current(pod.get(), workload), Optional.of(workload));
      }
      if (best.isEmpty() || ownership == Ownership.UNKNOWN) {
        best = Optional.of(workload);
      }
    }
    return new EvictionSnapshot(best.flatMap(w -> current(pod.get(), w)).or(() -> pod), best);
  }

  /** Reads again what was found before: the pod is in the list of its Deployment's pods. */
  static EvictionSnapshot again(EvictionRequest request, DeploymentRef ref, Cluster cluster) {
    WorkloadSnapshot workload = cluster.read(ref);
    Optional<PodState> listed =
        workload.pods().stream().filter(pod -> pod.name().equals(request.podName())).findFirst();
    return new EvictionSnapshot(
        listed.or(() -> cluster.reader().pod(request.namespace(), request.podName())),
        Optional.of(workload));
  }

  /** The pod as the list shows it, which was read later; it may be gone by then. */
  private static Optional<PodState> current(PodState pod, WorkloadSnapshot workload) {
    return workload.podByUid(pod.uid()).or(() -> Optional.of(pod));
  }

  private static List<DeploymentRef> matching(PodState pod, Cluster cluster) {
    if (cluster.labelled().current()) {
      return cluster.labelled().in(pod.namespace()).stream()
          .filter(labelled -> labelled.selector().matches(pod.labels()))
          .map(Labelled::ref)
          .sorted(Comparator.comparing(DeploymentRef::name))
          .toList();
    }
    Configuration configuration = cluster.configuration();
    return cluster.reader().labelled(pod.namespace(), configuration).stream()
        .filter(deployment -> deployment.selector().matches(pod.labels()))
        .map(deployment -> deployment.ref())
        .toList();
  }
}
