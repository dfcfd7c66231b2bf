package io.github.spotaware.simulation.run;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.scenario.ClientKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The clients that evict. */
public final class Clients {
  private final Run run;
  private final List<Drain> drains = new ArrayList<>();

  Clients(Run run) {
    this.run = run;
  }

  /** Drains a node: its signal first, then an eviction of each pod on it. */
  public Drain drain(ClientKind kind, String node) {
    Drain drain = new Drain(run, kind, node);
    drains.add(drain);
    drain.begin();
    return drain;
  }

  /** Drains each node that has a pod of the Deployment. */
  public void drainNodeOf(ClientKind kind, DeploymentRef ref) {
    Set<String> nodes = new LinkedHashSet<>();
    for (Pod pod : run.cluster().truth().pods(ref)) {
      if (pod.node() != null && pod.active()) {
        nodes.add(pod.node());
      }
    }
    nodes.forEach(node -> drain(kind, node));
  }

  /** Evicts each pod of the Deployment, in the same instant, whatever its node. */
  public void evictAll(ClientKind kind, DeploymentRef ref) {
    for (Pod pod : run.cluster().truth().pods(ref)) {
      if (pod.active()) {
        Drain drain = new Drain(run, kind, "");
        drains.add(drain);
        drain.evict(pod);
      }
    }
  }

  /** {@code kubectl drain --dry-run=server}. */
  public void dryRun(DeploymentRef ref) {
    for (Pod pod : run.cluster().truth().pods(ref)) {
      var _ =
          run.cluster()
              .evictions()
              .evict(
                  new EvictionRequest(pod.meta().key(), null, true, "dry run"),
                  _ -> run.coverage().situation("dry run answered"));
    }
  }

  /** {@code kubectl delete pod --dry-run=server}. */
  public void dryRunOfDelete(DeploymentRef ref) {
    for (Pod pod : run.cluster().truth().pods(ref)) {
      var _ =
          run.cluster()
              .deletes()
              .delete(
                  EvictionRequest.delete(pod.meta().key(), null, true, "dry run"),
                  _ -> run.coverage().situation("dry run of a delete answered"));
    }
  }

  List<Drain> drains() {
    return drains;
  }
}
