package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.kernel.Chance;
import java.util.ArrayList;

/**
 * Notices nodes that nobody hears from (nodelifecycle/node_lifecycle_controller.go): some 40 s
 * after a kubelet's last word its node is not Ready and carries the unreachable taints, and its
 * pods are marked not Ready. When the kubelet is back, all is taken back; the pods' readiness is
 * the kubelet's to report.
 */
public final class NodeLifecycleController extends Controller {
  private final Informer<Pod> pods;
  private final Kubelets kubelets;

  public NodeLifecycleController(
      ApiServer api, Chance chance, Settings settings, Kubelets kubelets) {
    super(api, chance, Component.NODE_LIFECYCLE_CONTROLLER, settings);
    this.kubelets = kubelets;
    pods = cache(Kind.POD);
    kubelets.listen(node -> {
      boolean back = kubelets.alive(node);
      enqueueAfter(Key.of(node), back ? 0 : settings.nodeGrace().draw(chance));
    });
  }

  @Override
  protected boolean sync(Key key) {
    Node node = store.get(Kind.NODE, key);
    if (node == null) {
      return true;
    }
    boolean alive = kubelets.alive(key.name());
    if (alive && !node.ready()) {
      store.patch(node.ready(true).untainted(Taint.UNREACHABLE));
    } else if (!alive && node.ready()) {
      store.patch(
          node.ready(false)
              .tainted(new Taint(Taint.UNREACHABLE, Taint.Effect.NO_SCHEDULE))
              .tainted(new Taint(Taint.UNREACHABLE, Taint.Effect.NO_EXECUTE)));
      markPodsNotReady(key.name());
    }
    return true;
  }

  private void markPodsNotReady(String node) {
    for (Pod pod : new ArrayList<>(pods.all())) {
      if (node.equals(pod.node()) && pod.ready()) {
        api.pods().status(pod.meta().key(), pod.meta().uid(), pod.phase(), false, pod.restarts());
      }
    }
  }
}
