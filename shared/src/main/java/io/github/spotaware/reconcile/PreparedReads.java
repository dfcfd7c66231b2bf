package io.github.spotaware.reconcile;

import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.reading.StartReads;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What was read about a node's Deployments when the API server asked about a change of it, before
 * the change was persisted: so that a surge need not read it once the watch shows the change. Each
 * read is used once, and not when it is older than {@link #FRESH}; the writes that rest on it name
 * what was read, and fail where that has changed.
 */
final class PreparedReads {
  /** A change that is persisted at all is so within this, and the watch tells it. */
  static final Duration FRESH = Duration.ofSeconds(2);

  private static final int AT_ONCE = 8;
  private static final int MOST_NODES = 100;

  private record LookedUp(long nanos, CompletionStage<NodeLookUp.Found> found) {}

  /** All Deployments on a node share what is the same for them. */
  private record Waiting(String node, StartReads reader) {}

  private record Read(String node, long nanos, CompletionStage<WorkloadSnapshot> snapshot) {}

  private final ClusterPort cluster;
  private final NodeLookUp lookUp;
  private final Map<String, LookedUp> nodes = new LinkedHashMap<>();
  private final Map<DeploymentRef, Read> reads = new HashMap<>();
  private final Map<DeploymentRef, Waiting> waiting = new LinkedHashMap<>();
  private int running;

  PreparedReads(ClusterPort cluster) {
    this.cluster = cluster;
    this.lookUp = new NodeLookUp(cluster);
  }

  /** Begins to read what a surge for this node would need. Returns at once. */
  void prepare(String node) {
    CompletionStage<NodeLookUp.Found> found;
    StartReads reader = new StartReads(cluster.reads());
    synchronized (this) {
      forgetTheOld();
      if (nodes.containsKey(node) || nodes.size() == MOST_NODES) {
        return;
      }
      found = lookUp.on(node);
      var _ = reader.node(node);
      nodes.put(node, new LookedUp(nanos(), found));
    }
    var _ =
        found.thenAccept(there -> {
          synchronized (this) {
            there.deployments().forEach(ref -> waiting.putIfAbsent(ref, new Waiting(node, reader)));
          }
          begin();
        });
  }

  /** The API server has just asked about this node. */
  synchronized boolean expects(String node) {
    forgetTheOld();
    return nodes.containsKey(node);
  }

  /** Who is on a node: as prepared, or looked up now. */
  CompletionStage<NodeLookUp.Found> on(String node) {
    LookedUp prepared;
    synchronized (this) {
      forgetTheOld();
      prepared = nodes.remove(node);
    }
    return prepared == null
        ? lookUp.on(node)
        : prepared
            .found()
            .handle((found, failure) ->
                failure == null ? CompletableFuture.completedFuture(found) : lookUp.on(node))
            .thenCompose(Function.identity());
  }

  /**
   * What was read about a Deployment, its node as it is now; empty where nothing was begun.
   *
   * @param current a node as the watch shows it
   */
  Optional<CompletionStage<WorkloadSnapshot>> take(
      DeploymentRef ref, Function<String, Optional<NodeState>> current) {
    Read read;
    synchronized (this) {
      forgetTheOld();
      waiting.remove(ref);
      read = reads.remove(ref);
    }
    return read == null
        ? Optional.empty()
        : Optional.of(
            read.snapshot()
                .thenApply(snapshot -> snapshot.withNode(read.node(), current.apply(read.node()))));
  }

  private void begin() {
    for (Optional<DeploymentRef> ref = next(); ref.isPresent(); ref = next()) {
      begin(ref.get());
    }
  }

  private synchronized Optional<DeploymentRef> next() {
    if (running == AT_ONCE || waiting.isEmpty()) {
      return Optional.empty();
    }
    running++;
    return waiting.keySet().stream().findFirst();
  }

  private void begin(DeploymentRef ref) {
    CompletionStage<WorkloadSnapshot> snapshot;
    synchronized (this) {
      Waiting next = waiting.remove(ref);
      if (next == null) {
        running--;
        return;
      }
      snapshot = next.reader().read(ref, cluster.watched(), cluster.configuration());
      reads.put(ref, new Read(next.node(), nanos(), snapshot));
    }
    var _ = snapshot.whenComplete((read, failure) -> ended());
  }

  private void ended() {
    synchronized (this) {
      running--;
    }
    begin();
  }

  private void forgetTheOld() {
    long oldest = nanos() - FRESH.toNanos();
    nodes.values().removeIf(prepared -> prepared.nanos() - oldest < 0);
    reads.values().removeIf(read -> read.nanos() - oldest < 0);
  }

  private long nanos() {
    return cluster.timing().now().nanos();
  }
}
