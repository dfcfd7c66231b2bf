package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.demo.drain.DrainClient;
import io.github.spotaware.e2e.demo.drain.JavaDrain;
import io.github.spotaware.e2e.demo.drain.KubectlDrain;
import io.github.spotaware.e2e.observe.Kubectl;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.PlaygroundOptions;
import io.github.spotaware.e2e.playground.Stage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the demo plays on: the one place that chooses it. */
enum DemoCluster {
  /** In this process; needs neither Go nor kubectl. */
  SANDBOX("an embedded Kubernetes cluster") {
    @Override
    PlaygroundOptions on(PlaygroundOptions options) {
      return options.onSandbox().withPodDelays(READY_AFTER, GONE_AFTER);
    }
  },

  /** etcd, kube-apiserver and the rest as local processes. */
  REAL("a Kubernetes control plane with faked nodes") {
    @Override
    PlaygroundOptions on(PlaygroundOptions options) {
      return options;
    }
  };

  /** The embedded cluster is for who wants to see it in seconds, so its pods are quick. */
  private static final Duration READY_AFTER = Duration.ofSeconds(1);

  private static final Duration GONE_AFTER = Duration.ofMillis(500);

  private final String description;

  DemoCluster(String description) {
    this.description = description;
  }

  /**
   * @param real whether a real control plane is asked for
   */
  static DemoCluster of(boolean real) {
    return real ? REAL : SANDBOX;
  }

  String description() {
    return description;
  }

  abstract PlaygroundOptions on(PlaygroundOptions options);

  Stage open(PlaygroundOptions options, Progress progress, AtomicBoolean ending) {
    return Stage.open(on(options), progress, ending);
  }

  /** Who drains there: kubectl, where there is one. */
  DrainClient drains(PlaygroundHandle playground) {
    return playground.findKubectl().isPresent()
        ? new KubectlDrain(Kubectl.of(playground))
        : new JavaDrain(playground.kubeconfig());
  }
}
