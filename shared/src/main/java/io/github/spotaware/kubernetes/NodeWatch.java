package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.port.NodeListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The nodes, from a watch; a heartbeat is no change. Listeners are added before it starts. */
public final class NodeWatch implements AutoCloseable {
  /** So many nodes a page: one that runs real pods is about 15 kB of JSON. */
  private static final long PAGE = 250;

  private final SharedIndexInformer<Node> informer;
  private final List<NodeListener> listeners = new CopyOnWriteArrayList<>();

  public NodeWatch(KubernetesClient client) {
    informer =
        Informers.lasting(client.nodes().withLimit(PAGE).runnableInformer(0))
            .itemStore(new NodeStore())
            .addEventHandler(
                new Handler<>(
                    node -> listeners.forEach(l -> l.seen(NodeMapper.map(node))),
                    node -> listeners.forEach(l -> l.gone(node.getMetadata().getName())),
                    NodeMapper::map));
  }

  public void listen(NodeListener listener) {
    listeners.add(listener);
  }

  public void start() {
    informer.start();
  }

  /** The nodes have been listed and their watch is open. */
  public boolean current() {
    return informer.hasSynced() && informer.isWatching();
  }

  @Override
  public void close() {
    informer.stop();
  }
}
