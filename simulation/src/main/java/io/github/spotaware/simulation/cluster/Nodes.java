package io.github.spotaware.simulation.cluster;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.controller.Kubelets;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.cluster.store.Store;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is done to nodes, by people, autoscalers and the cloud. Each call is one write at this
 * instant; it answers whether there is such a node.
 *
 * <p>Whether the API server is away, the caller has to look.
 */
public final class Nodes {
  private final Store store;
  private final Kubelets kubelets;

  Nodes(ApiServer api, Kubelets kubelets) {
    store = api.store();
    this.kubelets = kubelets;
  }

  /** A new node, Ready, with a kubelet. */
  public boolean add(String name, int capacity) {
    kubelets.revive(name);
    return store.create(new Node(Meta.of(Key.of(name)), false, true, List.of(), capacity)) != null;
  }

  public boolean cordon(String name) {
    return patch(name, node -> node.cordoned(true));
  }

  public boolean uncordon(String name) {
    return patch(name, node -> node.cordoned(false));
  }

  public boolean taint(String name, String key, Taint.Effect effect) {
    return patch(name, node -> node.tainted(new Taint(key, effect)));
  }

  /** Removes each taint of this key. */
  public boolean untaint(String name, String key) {
    return patch(name, node -> node.untainted(key));
  }

  /** The machine dies without a word. Its object and its pods' objects stay as they are. */
  public void kill(String name) {
    kubelets.kill(name);
  }

  /** The machine is back, with its pods. */
  public void revive(String name) {
    kubelets.revive(name);
  }

  /** It terminates: a finalizer holds it until {@link #remove}. */
  public boolean beginDeletion(String name) {
    return patch(
        name,
        node ->
            node.meta().terminating()
                ? node
                : node.with(node.meta().terminatingSince(store.seconds())));
  }

  /** The machine and its object are gone; its pods' objects are left to the pod GC. */
  public boolean remove(String name) {
    Node node = store.get(Kind.NODE, Key.of(name));
    if (node == null) {
      return false;
    }
    kubelets.kill(name);
    store.remove(node);
    return true;
  }

  private boolean patch(String name, UnaryOperator<Node> edit) {
    Node node = store.get(Kind.NODE, Key.of(name));
    if (node == null) {
      return false;
    }
    store.patch(edit.apply(node));
    return true;
  }
}
