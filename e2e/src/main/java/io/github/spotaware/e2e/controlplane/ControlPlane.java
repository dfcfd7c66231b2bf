package io.github.spotaware.e2e.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A cluster that runs on this machine, without kubelets of its own. Closing it ends it. */
public sealed interface ControlPlane extends AutoCloseable
    permits RealControlPlane, SandboxControlPlane {

  /** Its processes, in the order in which they were started; none where it runs in this one. */
  List<ManagedProcess> processes();

  /** A kubeconfig with all rights. */
  Path kubeconfig();

  /** Writes kubeconfigs for other clients of this API server. */
  Kubeconfig kubeconfigWriter();

  /** A kubectl that works with it; empty where none was found. */
  Optional<Path> kubectl();

  /** The API server's audit log, one JSON event a line; written before the answer goes out. */
  Path auditLog();

  /** A new client with all rights; the caller closes it. */
  default KubernetesClient client() {
    Config config = Config.fromKubeconfig(kubeconfig().toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Ends it at once, since nothing is kept. */
  @Override
  void close();
}
