package io.github.spotaware.reconcile;

import io.github.spotaware.disruption.DueSignals;
import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.disruption.NodeSignals;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.NodeListener;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Timing;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.workload.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which Deployments are to be looked at because a node goes away: each time a signal has
 * lasted for {@code scale-up-delay}, and whenever asked for all of them. A look-up that fails is
 * made again, later and later, while the signal lasts.
 */
public final class NodeAgenda implements NodeListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeAgenda.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final int MOST_DOUBLINGS = 7;

  private final ClusterPort cluster;
  private final BooleanSupplier mayAct;
  private final Function<String, Duration> lag;
  private final Function<String, CompletionStage<NodeLookUp.Found>> lookUp;
  private final NodeSignals signals = new NodeSignals();
  private final Set<NodeSignal> lookedAt = new HashSet<>();
  private Consumer<DeploymentRef> disrupted = ref -> {};
  private Timing.@Nullable Timer next;
  private boolean closed;

  /**
   * @param lag for how long a node's signal is left to other processes
   */
  public NodeAgenda(ClusterPort cluster, BooleanSupplier mayAct, Duration lag) {
    this(cluster, mayAct, node -> lag, new NodeLookUp(cluster)::on);
  }

  NodeAgenda(
      ClusterPort cluster,
      BooleanSupplier mayAct,
      Function<String, Duration> lag,
      Function<String, CompletionStage<NodeLookUp.Found>> lookUp) {
    this.cluster = cluster;
    this.mayAct = mayAct;
    this.lag = lag;
    this.lookUp = lookUp;
  }

  /**
   * Begins to listen.
   *
   * @param listener told each Deployment that may be disrupted, perhaps more than once; must not
   *     block
   */
  public void start(Consumer<DeploymentRef> listener) {
    disrupted = listener;
    cluster.onNodes(this);
    cluster.onConfigurationChange(this::reconfigured);
  }

  @Override
  public void seen(NodeState node) {
    synchronized (this) {
      signals.seen(node, cluster.configuration(), nanos());
    }
    lookAtWhatIsDue();
  }

  @Override
  public void gone(String name) {
    synchronized (this) {
      signals.gone(name, cluster.configuration(), nanos());
    }
    lookAtWhatIsDue();
  }

  /** Finds the nodes that went before this process looked; for the start of a term. */
  public void lookForTheGone() {
    new GoneNodes(cluster, mayAct, name -> node(name).isPresent(), this::absent).look();
  }

  private void absent(String name) {
    synchronized (this) {
      signals.absent(name, cluster.configuration(), nanos());
    }
    lookAtWhatIsDue();
  }

  private void reconfigured() {
    synchronized (this) {
      signals.reconfigured(cluster.configuration(), nanos());
    }
    lookAtWhatIsDue();
  }

  /** The signals that have lasted for {@code scale-up-delay}. */
  public synchronized Set<NodeSignal> due() {
    return dueNow().signals();
  }

  /** How many nodes are going away, due or not. */
  public synchronized int count() {
    return signals.all().size();
  }

  /** A node as the watch shows it. */
  synchronized Optional<NodeState> node(String name) {
    return signals.find(name);
  }

  /** All nodes as the watch shows them. */
  synchronized Collection<NodeState> nodes() {
    return signals.nodes();
  }

  /** Looks at all that is due, as if it had just become so. */
  public void everything() {
    due().forEach(signal -> look(signal, 0));
  }

  private void lookAtWhatIsDue() {
    for (NodeSignal signal : fresh()) {
      LOG.atInfo().addKeyValue("node", signal.node()).log("node goes away");
      Duration wait = lag.apply(signal.node());
      if (wait.isZero()) {
        cluster.timing().execute(() -> look(signal, 0));
      } else {
        var _ = cluster.timing().after(wait, () -> look(signal, 0));
      }
    }
  }

  private synchronized List<NodeSignal> fresh() {
    if (closed) {
      return List.of();
    }
    DueSignals now = dueNow();
    lookedAt.retainAll(signals.all());
    List<NodeSignal> fresh = new ArrayList<>(now.signals());
    fresh.removeIf(signal -> !lookedAt.add(signal));
    if (next != null) {
      next.cancel();
    }
    next =
        now.nextIn().map(wait -> cluster.timing().after(wait, this::lookAtWhatIsDue)).orElse(null);
    return fresh;
  }

  private DueSignals dueNow() {
    return signals.due(cluster.configuration().scaleUpDelay(), nanos());
  }

  private void look(NodeSignal signal, int failures) {
    if (!mayAct.getAsBoolean() || !lasts(signal)) {
      return;
    }
    var _ =
        lookUp
            .apply(signal.node())
            .whenComplete((found, failure) -> {
              if (failure == null) {
                found(signal, found);
              } else {
                again(signal, failures, failure);
              }
            });
  }

  private void found(NodeSignal signal, NodeLookUp.Found found) {
    if (found.empty()) {
      synchronized (this) {
        signals.empty(signal);
      }
    }
    found.deployments().forEach(disrupted);
  }

  private void again(NodeSignal signal, int failures, Throwable failure) {
    Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    LOG.atWarn()
        .addKeyValue("node", signal.node())
        .addKeyValue("againInMillis", wait.toMillis())
        .log("look-up of its pods failed: {}", ReadFailed.words(failure));
    var _ = cluster.timing().after(wait, () -> look(signal, failures + 1));
  }

  private synchronized boolean lasts(NodeSignal signal) {
    return !closed && signals.all().contains(signal);
  }

  private long nanos() {
    return cluster.timing().now().nanos();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
  }
}
