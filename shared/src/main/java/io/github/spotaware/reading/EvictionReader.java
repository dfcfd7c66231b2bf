package io.github.spotaware.reading;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.EvictionSnapshot;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Watched;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.workload.Ownership;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Reads what an eviction is decided on: its pod, and the labelled Deployment that the pod is of.
 * Each method ends in a {@link ReadFailed} where a read does.
 */
public final class EvictionReader {
  private final LiveReads reads;
  private final WorkloadReader workloads;
  private final Watched watched;

  public EvictionReader(LiveReads reads, Watched watched) {
    this.reads = reads;
    this.workloads = new WorkloadReader(reads);
    this.watched = watched;
  }

  /**
   * Of the labelled Deployments whose selector matches the pod, the one that the owner chain names;
   * failing that, one for which the chain can't be read.
   */
  public CompletionStage<EvictionSnapshot> first(
      EvictionRequest request, Configuration configuration) {
    return first(request, configuration, (_, _) -> CompletableFuture.completedFuture(null));
  }

  /**
   * The same in turn: one read shows most pods to be of no labelled Deployment, and the others take
   * a dozen.
   *
   * @param turn asked before these, for the pod and the labelled Deployments whose selector matches
   *     it; its stage ends when they may begin
   */
  public CompletionStage<EvictionSnapshot> first(
      EvictionRequest request,
      Configuration configuration,
      BiFunction<PodState, List<DeploymentRef>, CompletionStage<Void>> turn) {
    return reads
        .pod(request.namespace(), request.podName())
        .thenCompose(found ->
            found
                .map(pod ->
                    candidates(pod, configuration)
                        .thenCompose(refs -> inTurn(pod, refs, configuration, turn)))
                .orElseGet(() ->
                    CompletableFuture.completedFuture(
                        new EvictionSnapshot(Optional.empty(), Optional.empty()))));
  }

  private CompletionStage<EvictionSnapshot> inTurn(
      PodState pod,
      List<DeploymentRef> refs,
      Configuration configuration,
      BiFunction<PodState, List<DeploymentRef>, CompletionStage<Void>> turn) {
    CompletionStage<Void> begin =
        refs.isEmpty() ? CompletableFuture.completedFuture(null) : turn.apply(pod, refs);
    return begin.thenCompose(_ ->
        owner(pod, refs, Optional.empty(), configuration)
            .exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(told(pod, refs, failure))));
  }

  /**
   * Where the owner chain can't be read, a match of the selector counts as ownership: then the pod
   * is one of a protected Deployment, unless the watch shows it to want none, or more than a surge.
   */
  private Throwable told(PodState pod, List<DeploymentRef> refs, Throwable failure) {
    boolean serves = !pod.terminating() && !pod.terminal() && pod.ready();
    boolean ofProtected =
        serves
            && refs.stream()
                .flatMap(ref -> watched.labelled(ref).stream())
                .map(Watched.Labelled::replicas)
                .anyMatch(count -> count >= 1 && count <= Schedule.SURGED_REPLICAS);
    return ofProtected ? ReadFailed.ofProtected(failure) : failure;
  }

  /** Reads again what was found before: the pod is in the list of its Deployment's pods. */
  public CompletionStage<EvictionSnapshot> again(
      EvictionRequest request, DeploymentRef ref, Configuration configuration) {
    return workloads
        .read(ref, watched, configuration)
        .thenCompose(workload -> {
          Optional<PodState> listed =
              workload.pods().stream()
                  .filter(pod -> pod.name().equals(request.podName()))
                  .findFirst();
          CompletionStage<Optional<PodState>> pod =
              listed.isPresent()
                  ? CompletableFuture.completedFuture(listed)
                  : reads.pod(request.namespace(), request.podName());
          return pod.thenApply(p -> new EvictionSnapshot(p, Optional.of(workload)));
        });
  }

  private CompletionStage<EvictionSnapshot> owner(
      PodState pod,
      List<DeploymentRef> refs,
      Optional<WorkloadSnapshot> best,
      Configuration configuration) {
    if (refs.isEmpty()) {
      return CompletableFuture.completedFuture(
          new EvictionSnapshot(
              best.flatMap(w -> current(pod, w)).or(() -> Optional.of(pod)), best));
    }
    List<DeploymentRef> rest = refs.subList(1, refs.size());
    return workloads
        .read(refs.getFirst(), watched, configuration)
        .thenCompose(workload -> {
          Ownership ownership = Ownership.of(pod, workload);
          Optional<WorkloadSnapshot> better =
              best.isEmpty() || ownership != Ownership.NOT_OWNED ? Optional.of(workload) : best;
          return owner(pod, ownership == Ownership.OWNED ? List.of() : rest, better, configuration);
        });
  }

  /** The pod as the list shows it, which was read later; it may be gone by then. */
  private static Optional<PodState> current(PodState pod, WorkloadSnapshot workload) {
    return workload.podByUid(pod.uid()).or(() -> Optional.of(pod));
  }

  private CompletionStage<List<DeploymentRef>> candidates(
      PodState pod, Configuration configuration) {
    if (watched.current()) {
      return CompletableFuture.completedFuture(
          watched.labelledIn(pod.namespace()).stream()
              .filter(labelled -> labelled.selector().matches(pod.labels()))
              .map(Watched.Labelled::ref)
              .sorted(Comparator.comparing(DeploymentRef::name))
              .toList());
    }
    return reads
        .deployments(pod.namespace(), configuration.protectedLabels())
        .thenApply(found ->
            found.stream()
                .filter(deployment -> deployment.selector().matches(pod.labels()))
                .map(deployment -> deployment.ref())
                .toList());
  }
}
