package io.github.spotaware.reconcile;

import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Watched.Labelled;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.PodState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the nodes that were deleted while nobody of us watched, by the pods that are still on them:
 * no watch tells of these nodes. One request after the other, one for each protected Deployment; to
 * be made once, at the start of a term.
 */
final class GoneNodes {
  private static final Logger LOG = LoggerFactory.getLogger(GoneNodes.class);
  private static final Duration UNTIL_CAUGHT_UP = Duration.ofSeconds(1);

  private final ClusterPort cluster;
  private final BooleanSupplier mayAct;
  private final Predicate<String> known;
  private final Consumer<String> gone;

  /**
   * @param known the watch shows a node of this name
   * @param gone told each name of a node that a pod is on and that does not exist
   */
  GoneNodes(
      ClusterPort cluster, BooleanSupplier mayAct, Predicate<String> known, Consumer<String> gone) {
    this.cluster = cluster;
    this.mayAct = mayAct;
    this.known = known;
    this.gone = gone;
  }

  /** Returns at once. */
  void look() {
    if (!mayAct.getAsBoolean()) {
      return;
    }
    if (!cluster.watched().current()) {
      var _ = cluster.timing().after(UNTIL_CAUGHT_UP, this::look);
      return;
    }
    Deque<Labelled> rest = new ArrayDeque<>();
    cluster.watched().labelled().stream()
        .filter(labelled -> cluster.configuration().inScope(labelled.ref().namespace()))
        .filter(labelled -> labelled.replicas() == Schedule.ORIGINAL_REPLICAS)
        .forEach(rest::add);
    next(rest, new HashSet<>());
  }

  private void next(Deque<Labelled> rest, Set<String> asked) {
    Labelled labelled = rest.poll();
    if (labelled == null || !mayAct.getAsBoolean()) {
      return;
    }
    var _ =
        cluster
            .reads()
            .pods(labelled.ref().namespace(), labelled.selector())
            .thenCompose(pods -> ask(unknown(pods, asked)))
            .whenComplete((done, failure) -> {
              if (failure != null) {
                LOG.atWarn()
                    .log(
                        "the nodes of {} were not looked at: {}",
                        labelled.ref(),
                        ReadFailed.words(failure));
              }
              cluster.timing().execute(() -> next(rest, asked));
            });
  }

  private Collection<String> unknown(List<PodState> pods, Set<String> asked) {
    Set<String> names = new TreeSet<>();
    pods.stream()
        .filter(PodState::active)
        .flatMap(pod -> pod.nodeName().stream())
        .filter(name -> !known.test(name))
        .filter(asked::add)
        .forEach(names::add);
    return names;
  }

  private CompletionStage<Void> ask(Collection<String> names) {
    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
    for (String name : names) {
      all =
          all.thenCompose(_ ->
              cluster
                  .reads()
                  .node(name)
                  .thenAccept(node -> {
                    if (node.isEmpty()) {
                      gone.accept(name);
                    }
                  }));
    }
    return all;
  }
}
