package io.github.spotaware.reconcile;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.workload.PodState;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Finds the protected Deployments with a pod on a node. */
final class NodeLookUp {
  /**
   * What is on a node.
   *
   * @param empty no pod at all is on it
   * @param deployments whose selector matches a pod there; whether it owns it, a live read says
   */
  record Found(boolean empty, Set<DeploymentRef> deployments) {}

  private static final Found NOBODY = new Found(false, Set.of());

  /** Where a thousand nodes go away at once, they are looked at so many at a time. */
  private static final int AT_ONCE = 8;

  private final ClusterPort cluster;
  private final AtMost limit = new AtMost(AT_ONCE);

  NodeLookUp(ClusterPort cluster) {
    this.cluster = cluster;
  }

  /**
   * One request, and none where nothing is protected. Ends in a {@link ReadFailed} where it fails,
   * or where the watch of Deployments has not caught up.
   */
  CompletionStage<Found> on(String node) {
    Watched watched = cluster.watched();
    if (!watched.current()) {
      return CompletableFuture.failedFuture(
          new ReadFailed("the watch of protected Deployments is not up to date"));
    }
    Configuration configuration = cluster.configuration();
    if (watched.namespaces().stream().noneMatch(configuration::inScope)) {
      return CompletableFuture.completedFuture(NOBODY);
    }
    return limit
        .run(() -> cluster.reads().recent().podsOn(node))
        .thenApply(pods -> new Found(pods.isEmpty(), deployments(pods, configuration)));
  }

  private Set<DeploymentRef> deployments(List<PodState> pods, Configuration configuration) {
    Set<DeploymentRef> found =
        new TreeSet<>(
            Comparator.comparing(DeploymentRef::namespace).thenComparing(DeploymentRef::name));
    pods.stream()
        .filter(PodState::active)
        .filter(pod -> configuration.inScope(pod.namespace()))
        .flatMap(this::candidates)
        .forEach(found::add);
    return found;
  }

  private Stream<DeploymentRef> candidates(PodState pod) {
    return cluster.watched().labelledIn(pod.namespace()).stream()
        .filter(labelled -> labelled.selector().matches(pod.labels()))
        .map(Watched.Labelled::ref);
  }
}
