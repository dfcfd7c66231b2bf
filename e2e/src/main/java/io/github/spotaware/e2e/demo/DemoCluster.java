package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.demo.drain.DrainClient;
import io.github.spotaware.e2e.demo.drain.KubectlDrain;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Stage;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the demo plays on: the one place that chooses it. */
enum DemoCluster {
  /** etcd, kube-apiserver and the rest as local processes. */
  REAL("a Kubernetes control plane with faked nodes");

  private final String description;

  DemoCluster(String description) {
    this.description = description;
  }

  /**
   * @param real whether a real control plane is asked for; the only one there is
   */
  static DemoCluster of(boolean real) {
    return REAL;
  }

  String description() {
    return description;
  }

  Stage open(PlaygroundOptions options, Progress progress, AtomicBoolean ending) {
    return Stage.open(options, progress, ending);
  }

  /** Who drains there. */
  DrainClient drains(PlaygroundHandle playground) {
    return new KubectlDrain(Kubectl.of(playground));
  }
}
