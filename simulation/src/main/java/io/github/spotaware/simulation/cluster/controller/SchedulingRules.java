package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Taint;

/** What a pod asks of its node, besides what the model of a pod has. */
public interface SchedulingRules {
  /** Every pod may run everywhere, and likes all nodes alike. */
  SchedulingRules NONE = new SchedulingRules() {};

  /** Whether it may run there at all. */
  default boolean fits(Pod pod, Node node) {
    return true;
  }

  /** Whether the node takes it, cordoned and tainted as it is. */
  default boolean takes(Node node, Pod pod) {
    return node.schedulable();
  }

  /** Whether it stays on a node with this taint, whose effect is NoExecute. */
  default boolean stays(Pod pod, Taint taint) {
    return false;
  }

  /** No node takes it for now. */
  default void waits(Pod pod) {}

  /** Of the nodes that fit, those with the highest come first, whatever is on them. */
  default int preference(Pod pod, Node node) {
    return 0;
  }
}
