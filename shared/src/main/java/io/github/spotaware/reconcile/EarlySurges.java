package io.github.spotaware.reconcile;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.workload.NodeState;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The surges that a webhook starts for node signals, each up to Surged; the scaler's leader does
 * the rest, and all that a webhook misses.
 */
public final class EarlySurges implements AutoCloseable {
  /**
   * For how long a signal is left to the webhook that the API server has asked about it. It asks
   * one of them, or none: where only a node's status says that it is dead.
   */
  private static final Duration LAG = Duration.ofMillis(200);

  private final ClusterPort cluster;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final PreparedReads prepared;
  private final NodeAgenda nodes;
  private final WorkQueue queue;

  public EarlySurges(ClusterPort cluster) {
    this.cluster = cluster;
    this.prepared = new PreparedReads(cluster);
    this.nodes =
        new NodeAgenda(
            cluster,
            () -> !closed.get(),
            node -> prepared.expects(node) ? Duration.ZERO : LAG,
            prepared::on);
    Reconciler reconciler =
        new Reconciler(
            cluster,
            () -> !closed.get(),
            Course.UP_TO_SURGED,
            nodes::due,
            ref -> prepared.take(ref, nodes::node));
    this.queue = new WorkQueue(reconciler::pass, cluster.timing());
  }

  public void start() {
    nodes.start(queue::add);
  }

  /**
   * The API server asks about a change that makes this node a doomed one. Nothing is done about it
   * before the watch shows that it was persisted: what would have to be read then is read now.
   * Returns at once.
   */
  public void expect(String node) {
    Configuration configuration = cluster.configuration();
    boolean watched =
        nodes
            .node(node)
            .filter(known -> configuration.nodeSelector().matches(known.labels()))
            .isPresent();
    if (watched && configuration.scaleUpDelay().isZero() && !configuration.dryRun()) {
      prepared.prepare(node);
    }
  }

  /** How many nodes are going away. */
  public int disruptedNodes() {
    return nodes.count();
  }

  /** All nodes as the watch shows them. */
  public Collection<NodeState> nodes() {
    return nodes.nodes();
  }

  @Override
  public void close() {
    closed.set(true);
    nodes.close();
    queue.close();
  }
}
