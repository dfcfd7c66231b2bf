package io.github.spotaware.disruption;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.workload.NodeState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One observer's memory of the nodes, and of how long each has been seen to be going away: a signal
 * that does not last for {@code scale-up-delay} comes to nothing. Time is the observer's own
 * monotonic clock, in nanoseconds. It only chooses who is looked at; what is done about it is
 * decided on live reads. Not thread-safe.
 */
public final class NodeSignals {
  /** So many nodes that are gone are kept; each is forgotten once no pod is left on it. */
  static final int MOST_GONE = 1_000;

  private final Map<String, NodeState> nodes = new TreeMap<>();
  private final Map<String, NodeSignal> signals = new TreeMap<>();

  /** Takes note of a node as it is now. */
  public void seen(NodeState node, Configuration configuration, long nanos) {
    nodes.put(node.name(), node);
    judge(node, configuration, nanos);
  }

  /** Takes note that a node does not exist any more: its pods are on a dead node. */
  public void gone(String name, Configuration configuration, long nanos) {
    NodeState last = nodes.remove(name);
    if (last == null || !configuration.nodeSelector().matches(last.labels())) {
      return;
    }
    signals.putIfAbsent(name, new NodeSignal(name, nanos));
    forgetOldestGone();
  }

  /**
   * Takes note that a node that a pod is on does not exist, and was gone before this observer
   * looked. Where only some nodes are watched, whether it was one of them nobody can say, and it
   * counts as none.
   */
  public void absent(String name, Configuration configuration, long nanos) {
    if (!nodes.containsKey(name) && configuration.nodeSelector().isEverything()) {
      signals.putIfAbsent(name, new NodeSignal(name, nanos));
      forgetOldestGone();
    }
  }

  /** Judges all nodes by another configuration. */
  public void reconfigured(Configuration configuration, long nanos) {
    List.copyOf(nodes.values()).forEach(node -> judge(node, configuration, nanos));
  }

  /** No pod is left on a node: where it does not exist any more, it need not be looked at again. */
  public void empty(NodeSignal signal) {
    if (!nodes.containsKey(signal.node())) {
      signals.remove(signal.node(), signal);
    }
  }

  /** Who is due, and when to look again. */
  public DueSignals due(Duration scaleUpDelay, long nanos) {
    Set<NodeSignal> due = new HashSet<>();
    Optional<Duration> next = Optional.empty();
    for (NodeSignal signal : signals.values()) {
      Duration left = scaleUpDelay.minusNanos(nanos - signal.sinceNanos());
      if (!left.isPositive()) {
        due.add(signal);
      } else if (next.isEmpty() || left.compareTo(next.get()) < 0) {
        next = Optional.of(left);
      }
    }
    return new DueSignals(due, next);
  }

  /** All that have been seen, whether due or not. */
  public Collection<NodeSignal> all() {
    return List.copyOf(signals.values());
  }

  /** A node as last seen; empty for one that is not known. */
  public Optional<NodeState> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** All nodes as last seen. */
  public Collection<NodeState> nodes() {
    return List.copyOf(nodes.values());
  }

  private void judge(NodeState node, Configuration configuration, long nanos) {
    boolean goes =
        node.health(configuration.disruptionTaints()).doomed()
            && configuration.nodeSelector().matches(node.labels());
    if (goes) {
      signals.putIfAbsent(node.name(), new NodeSignal(node.name(), nanos));
    } else {
      signals.remove(node.name());
    }
  }

  private void forgetOldestGone() {
    List<NodeSignal> gone =
        signals.values().stream().filter(signal -> !nodes.containsKey(signal.node())).toList();
    if (gone.size() > MOST_GONE) {
      NodeSignal oldest = gone.getFirst();
      for (NodeSignal signal : gone) {
        // A difference, because the clock may pass from the largest number to the smallest.
        oldest = signal.sinceNanos() - oldest.sinceNanos() < 0 ? signal : oldest;
      }
      signals.remove(oldest.node());
    }
  }
}
