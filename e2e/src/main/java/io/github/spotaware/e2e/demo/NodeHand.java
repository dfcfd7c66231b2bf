package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What is done to nodes, other than to drain them. */
record NodeHand(KubernetesClient client) {

  /** What the Node Termination Handler puts on a node with a spot interruption notice. */
  static final String INTERRUPTION = "aws-node-termination-handler/spot-itn";

  /** No sign that a node goes away. */
  private static final String ELSEWHERE = "demo/elsewhere";

  /** Taints and cordons it, as the Node Termination Handler does when the notice comes. */
  void interrupt(String node) {
    edit(
        node,
        n ->
            n.editSpec()
                .addNewTaint()
                .withKey(INTERRUPTION)
                .withEffect("NoSchedule")
                .endTaint()
                .withUnschedulable(true)
                .endSpec());
  }

  /** It is gone, as when its machine is: no kubelet says anything of it any more. */
  void delete(String node) {
    client.nodes().withName(node).delete();
  }

  boolean exists(String node) {
    return client.nodes().withName(node).get() != null;
  }

  /** While this is done new pods go to another node than this. */
  <T> T elsewhereThan(String node, Supplier<T> task) {
    edit(
        node,
        n ->
            n.editSpec()
                .addNewTaint()
                .withKey(ELSEWHERE)
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec());
    try {
      return task.get();
    } finally {
      edit(
          node,
          n ->
              n.editSpec()
                  .removeMatchingFromTaints(taint -> ELSEWHERE.equals(taint.getKey()))
                  .endSpec());
    }
  }

  private void edit(String node, UnaryOperator<NodeBuilder> change) {
    client.nodes().withName(node).edit(n -> change.apply(new NodeBuilder(n)).build());
  }
}
