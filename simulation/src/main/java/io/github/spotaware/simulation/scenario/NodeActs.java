package io.github.spotaware.simulation.scenario;

import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.kernel.Chance;

/** What happens to nodes and pods beside drains. */
final class NodeActs {
  private final Chance chance;
  private final Plan plan;

  NodeActs(Chance chance, Plan plan) {
    this.chance = chance;
    this.plan = plan;
  }

  void draw(int nodes) {
    String node = "n" + (1 + chance.below(nodes));
    switch (chance.below(11)) {
      case 0, 1 ->
          plan.add(
              "cordon",
              node,
              run -> {
                run.accidents().announce(node);
                run.cluster().nodes().cordon(node);
              });
      case 2 -> plan.add("uncordon", node, run -> run.cluster().nodes().uncordon(node));
      case 3 ->
          plan.add(
              "taint",
              node,
              run -> {
                run.accidents().announce(node);
                run.cluster()
                    .nodes()
                    .taint(node, "aws-node-termination-handler/spot-itn", Taint.Effect.NO_SCHEDULE);
              });
      case 4 ->
          plan.add(
              "untaint",
              node,
              run -> run.cluster().nodes().untaint(node, "aws-node-termination-handler/spot-itn"));
      case 5 -> plan.add("kill the node", node, run -> run.accidents().killNode(node));
      case 6 -> plan.add("the node comes back", node, run -> run.cluster().nodes().revive(node));
      case 7 -> plan.add("remove the node", node, run -> run.accidents().removeNode(node));
      case 8 -> plan.add("add a node", "", run -> run.accidents().addNode());
      case 9 -> plan.add("a pod crashes", "on " + node, run -> run.accidents().crashPod(node));
      default ->
          plan.add(
              "a pod is deleted directly", "on " + node, run -> run.accidents().deletePod(node));
    }
  }
}
