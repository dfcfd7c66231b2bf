package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.process.WebhookProcess;
import io.github.spotaware.surge.DeletionCosts;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What happens to nodes and pods. */
public final class Accidents {
  private final Run run;
  private final Cluster cluster;
  private final List<WebhookProcess> webhooks;
  private int nodesAdded;

  Accidents(Run run, List<WebhookProcess> webhooks) {
    this.run = run;
    this.cluster = run.cluster();
    this.webhooks = webhooks;
  }

  public void killNode(String node) {
    run.coverage().fault(Fault.NODE_KILLED);
    cluster.nodes().kill(node);
  }

  /**
   * Before a change that makes the node a doomed one the API server asks one of the webhooks, or
   * none: it does not wait for one that is away.
   */
  public void announce(String node) {
    WebhookProcess asked = webhooks.get(run.chance().below(webhooks.size()));
    asked.asked(node);
  }

  public void removeNode(String node) {
    if (cluster.store().list(Kind.NODE).size() > 1) {
      announce(node);
      cluster.nodes().remove(node);
    }
  }

  public void addNode() {
    cluster.nodes().add("extra" + ++nodesAdded, run.scenario().nodeCapacity());
  }

  public void crashUnmarkedPods(DeploymentRef ref) {
    cluster.truth().pods(ref).stream()
        .filter(pod -> !DeletionCosts.OURS.equals(pod.deletionCost()))
        .forEach(pod -> cluster.kubelets().crash(pod.meta().key()));
  }

  public void cordonNodeOf(DeploymentRef ref) {
    cluster.truth().pods(ref).stream()
        .map(Pod::node)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(node -> {
          announce(node);
          cluster.nodes().cordon(node);
        });
  }

  public void crashPods(DeploymentRef ref) {
    cluster.truth().pods(ref).forEach(pod -> cluster.kubelets().crash(pod.meta().key()));
  }

  /** Whatever runs there has to leave: the taint manager deletes it. */
  public void moveAllFrom(String node) {
    announce(node);
    cluster.nodes().taint(node, "example.com/moved", Taint.Effect.NO_EXECUTE);
  }

  public void crashPod(String node) {
    onNode(node, pod -> cluster.kubelets().crash(pod.meta().key()));
  }

  public void deletePod(String node) {
    onNode(node, this::delete);
  }

  /** Directly, not by an eviction. */
  void delete(Pod pod) {
    if (run.scenario().configuration().guardDeletes()) {
      var _ =
          cluster
              .deletes()
              .delete(
                  EvictionRequest.delete(pod.meta().key(), null, false, "someone"),
                  result -> run.coverage().situation("someone's delete: " + result.code()));
      return;
    }
    run.judge().deletedBySomeone(pod);
    cluster.users().deletePod(pod.meta().namespace(), pod.meta().name());
  }

  private void onNode(String node, Consumer<Pod> act) {
    for (Pod pod : cluster.store().list(Kind.POD)) {
      if (node.equals(pod.node()) && pod.active()) {
        act.accept(pod);
        return;
      }
    }
  }
}
