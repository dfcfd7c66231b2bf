package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.port.NodeListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The nodes, from a watch; a heartbeat is no change. Listeners are added before it starts. */
public final class NodeWatch implements AutoCloseable {
  private final LastingWatch<Node> watch;
  private final List<NodeListener> listeners = new CopyOnWriteArrayList<>();

  public NodeWatch(KubernetesClient client, Watches watches) {
    watch =
        new LastingWatch<>(
            "nodes",
            () -> Informers.consistent(client.nodes()).itemStore(new ReducedStore<>(Reduced::node)),
            new Handler<>(
                node -> listeners.forEach(l -> l.seen(NodeMapper.map(node))),
                node -> listeners.forEach(l -> l.gone(node.getMetadata().getName())),
                NodeMapper::map),
            watches);
  }

  public void listen(NodeListener listener) {
    listeners.add(listener);
  }

  public void start() {
    watch.start();
  }

  /** What is not told now was not there. */
  public boolean current() {
    return watch.current();
  }

  @Override
  public void close() {
    watch.close();
  }
}
